#pragma once

/// Makes this process the parent of what its children leave behind; 0, or -1 with errno.
int cprocess_adopt_orphans(void);

/// A descriptor that becomes readable when `pid` ends; -1 with errno.
int cprocess_open_pid(int pid);

/// A pipe whose ends no child inherits and whose reading end does not block; 0, or -1 with errno.
int cprocess_pipe(int ends[2]);
