// The floor for a console: a table over the whole terminal with a mark that j and k move, drawn by ncurses and
// nothing else.
#define _XOPEN_SOURCE_EXTENDED 1
#include <locale.h>
#include <ncursesw/ncurses.h>
#include <wchar.h>

static const wchar_t bars[] = L"▁▂▃▄▅▆▇█";

static void draw_row(int y, int selected) {
  int is_ill = y % 7 == 3;
  attrset(y == selected ? A_BOLD : is_ill ? COLOR_PAIR(1) | A_BOLD : A_NORMAL);
  mvprintw(y, 0, "%c service-%02d", y == selected ? '>' : ' ', y);
  attrset(is_ill ? COLOR_PAIR(1) | A_BOLD : A_NORMAL);
  printw("  %-10s %4dm %6d ms  ", is_ill ? "degraded" : "ok", 3 + y * 13 % 50, 20 + y * 7 % 900);
  wchar_t line[23] = {0};
  for (int i = 0; i < 22; i++) line[i] = bars[(y * 3 + i * i) % 8];
  addwstr(line);
  printw(" %6d %5d s  region eu-%d, owner team-%02d, via the load balancer; ", y * 37 % 900, y % 9, y % 3, y % 17);
  for (int i = 0; getcurx(stdscr) < COLS - 1; i++) addch((chtype)"the disk of it fills "[(i + y) % 21]);
}

static void draw_all(int selected) {
  for (int y = 0; y < LINES - 1; y++) draw_row(y, selected);
  attrset(A_REVERSE);
  mvprintw(LINES - 1, 0, "%-*.*s", COLS - 1, COLS - 1, " j down  k up  q quit");
}

int main(void) {
  int selected = 0;
  setlocale(LC_ALL, "");
  if (!initscr()) return 1;
  raw();
  noecho();
  curs_set(0);
  start_color();
  use_default_colors();
  init_pair(1, COLOR_RED, -1);
  draw_all(selected);
  for (int key; refresh(), (key = getch()) != 'q' && key != ERR;) {
    int before = selected;
    if (key == 'j' && selected < LINES - 2) selected++;
    if (key == 'k' && selected > 0) selected--;
    if (key == KEY_RESIZE) {
      erase();
      draw_all(selected);
    } else if (selected != before) {
      draw_row(before, selected);
      draw_row(selected, selected);
    }
  }
  endwin();
  return 0;
}
