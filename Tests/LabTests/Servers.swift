import Support

extension Lab {
  /// Starts everything; what a server needs of another is up before it.
  func startServers(app: Int) async throws {
    try await startRedis()
    try await startPostgres()
    try await startNginx(app: app)
  }

  private func startRedis() async throws {
    ports.redis.release()
    try await run(
      """
      redis-server --port \(ports.redis) --bind 127.0.0.1 --daemonize yes --save '' --appendonly no \
        --dir '\(folder)' --logfile '\(folder)/redis.log' >/dev/null
      until redis-cli -p \(ports.redis) ping 2>/dev/null | grep -q PONG; do sleep 0.05; done
      """)
  }

  /// A primary, its streaming standby, and a writer that never stops.
  private func startPostgres() async throws {
    try home.write(
      "#!/bin/sh\n\(prelude)server pg_ctl -w -D pg/primary -l pg/primary.log start\n", to: "start-primary")
    try home.write(
      """
      \(prelude)
      while :; do
        printf 'update heartbeat set at = clock_timestamp()\\n\\\\watch 0.1\\n' \
          | psql -q -p \(ports.primary) >/dev/null 2>&1
        sleep 0.2
      done
      """, to: "writer")
    try await run(
      """
      chmod 755 start-primary
      mkdir -m 755 pg && if [ "$(id -u)" = 0 ]; then chown postgres:postgres pg; fi
      server initdb -D pg/primary -U postgres -A trust -E UTF8 --locale=C --no-sync >initdb.log
      server sh -c 'cat >>pg/primary/postgresql.conf' <<END
      port = \(ports.primary)
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      fsync = off
      shared_buffers = 16MB
      max_connections = 30
      wal_retrieve_retry_interval = 200ms
      END
      """)
    ports.primary.release()
    try await run(
      """
      ./start-primary >/dev/null
      psql -q -p \(ports.primary) -c 'create table heartbeat as select clock_timestamp() as at' \
        -c 'create table orders (item text)'
      server pg_basebackup -p \(ports.primary) -D pg/standby -R -c fast --no-sync
      server sh -c 'echo "port = \(ports.standby)" >>pg/standby/postgresql.conf'
      """)
    ports.standby.release()
    try await run(
      """
      server pg_ctl -w -D pg/standby -l pg/standby.log start >/dev/null
      setsid -f sh writer >/dev/null 2>&1
      """)
  }

  /// TLS with a certificate of an authority of our own, and a proxy to the application behind it.
  private func startNginx(app: Int) async throws {
    try home.write(
      """
      pid nginx.pid;
      error_log nginx.log;
      events { worker_connections 64; }
      http {
        access_log off;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        server {
          listen 127.0.0.1:\(ports.shop) ssl;
          ssl_certificate shop.pem;
          ssl_certificate_key shop.key;
          location = /healthz { return 200 ok; }
          location / { proxy_pass http://127.0.0.1:\(app); }
        }
      }
      """, to: "nginx.conf")
    try await run(
      """
      key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
      openssl req -x509 $key -keyout ca.key -out ca.pem -days 30 -subj /CN=lab-authority 2>openssl.log
      openssl req $key -keyout shop.key -out shop.csr -subj /CN=shop 2>>openssl.log
      echo 'subjectAltName = IP:127.0.0.1' >san
      openssl x509 -req -in shop.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile san \
        -out shop.pem 2>>openssl.log
      """)
    ports.shop.release()
    try await run(
      """
      nginx -p '\(folder)/' -c '\(folder)/nginx.conf' -e '\(folder)/nginx.log'
      until curl -s --cacert ca.pem https://127.0.0.1:\(ports.shop)/healthz | grep -q ok; do sleep 0.05; done
      """)
  }
}
