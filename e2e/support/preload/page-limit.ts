// Loaded before the program (`node --import`): on SIGUSR2 its database may not grow any more, as on
// a full disk; the next SIGUSR2 gives the room back. SQLite itself refuses, the program is unchanged.
import Sqlite from 'better-sqlite3';

const writers = new Set<Sqlite.Database>();
const pragma = Object.getOwnPropertyDescriptor(Sqlite.prototype, 'pragma')
  ?.value as Sqlite.Database['pragma'];
Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args) {
  if (this.name.endsWith('gateway.db') && !this.readonly) writers.add(this);
  return pragma.apply(this, args);
};

let isFull = false;
process.on('SIGUSR2', () => {
  isFull = !isFull;
  for (const db of writers)
    if (db.open) pragma.call(db, `max_page_count = ${isFull ? 1 : 1_073_741_823}`);
  process.stderr.write(`page limit ${isFull ? 'set' : 'lifted'}\n`);
});
