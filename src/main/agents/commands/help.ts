import type { Command } from './command.ts';

/** Lists what can be said with a slash. */
export const help: Command = () => ({ reply: { key: 'command.help' } });
