import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../../shared/config/limits.ts';

/** What an agent answers when there is nothing to tell. */
const nothingToTell = 'HEARTBEAT_OK';

/**
 * The list an agent looks through, or undefined when there is nothing on it: no file, or only blank
 * lines, headings, rules and empty boxes. Costs one small read and no model.
 *
 * @param workspace the folder of the agent
 */
export async function readHeartbeat(workspace: string): Promise<string | undefined> {
  const text = await readStart(join(workspace, 'HEARTBEAT.md'));
  return text !== undefined && hasSomethingToDo(text) ? text.trim() : undefined;
}

async function readStart(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path, 'r');
    const buffer = Buffer.alloc(limits.schedule.heartbeatBytes);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    // Not there, a folder, or not ours to read: nothing to do either way.
    return undefined;
  }
}

function hasSomethingToDo(markdown: string): boolean {
  return markdown
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .some((line) => !/^\s*(?:#.*|[-*_=\s]*|[-*+]\s*(?:\[[ xX]?\])?\s*)$/.test(line));
}

/** What the agent is asked. */
export function heartbeatPrompt(list: string): string {
  return [
    'This is your regular look around; nobody has written. Do what is due on this list of yours (HEARTBEAT.md):',
    list,
    `If there is something the person should hear now, answer with just that. If not, answer exactly ${nothingToTell}.`,
  ].join('\n\n');
}

/** True for an answer that nobody needs to see. */
export function isNothing(answer: string): boolean {
  const plain = answer.trim().replaceAll(/[*_`.]/g, '');
  return plain === '' || plain === nothingToTell.replaceAll('_', '');
}
