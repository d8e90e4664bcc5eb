import type { Migration } from '../migrate.ts';
import { foundation } from './001-foundation.ts';

/** Every step of the gateway's database, oldest first. Add a file; never change one. */
export const gatewayMigrations: readonly Migration[] = [{ version: 1, sql: foundation }];
