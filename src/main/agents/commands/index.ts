import type { Command } from './command.ts';
import { allow } from './allow.ts';
import { approve } from './approve.ts';
import { deny } from './deny.ts';
import { help } from './help.ts';
import { model } from './model.ts';
import { fresh } from './new.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

/** Every slash command by its name. They work on each channel in the same way. */
export const commands: Readonly<Record<string, Command>> = {
  new: fresh,
  reset: fresh,
  status,
  model,
  stop,
  help,
  approve,
  allow,
  deny,
};
