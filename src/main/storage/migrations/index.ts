import type { Migration } from '../migrate.ts';
import { foundation } from './001-foundation.ts';
import { agents } from './002-agents.ts';
import { approvals } from './003-approvals.ts';
import { schedules } from './004-schedules.ts';
import { memory } from './005-memory.ts';
import { inspection } from './006-inspection.ts';
import { usage } from './007-usage.ts';

/** Every step of the gateway's database, oldest first. Add a file; never change one. */
export const gatewayMigrations: readonly Migration[] = [
  { version: 1, sql: foundation },
  { version: 2, sql: agents },
  { version: 3, sql: approvals },
  { version: 4, sql: schedules },
  { version: 5, sql: memory },
  { version: 6, sql: inspection },
  { version: 7, sql: usage },
];
