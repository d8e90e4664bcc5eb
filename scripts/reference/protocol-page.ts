import { events, methods } from '../../src/shared/protocol/contract.ts';
import { protocolVersion } from '../../src/shared/protocol/frames.ts';
import type { EventSpec, MethodSpec } from '../../src/shared/protocol/spec.ts';
import { pageText, type Page } from './page.ts';
import { toJsonSchema, typeText } from './type-text.ts';

/** Every method and event of the control API. */
export const protocolPage: Page = {
  file: 'protocol.md',
  render: () =>
    pageText('Gateway protocol', [
      `Frames and handshake are those of the OpenClaw gateway protocol, version ${protocolVersion}: \`{"type":"req","id","method","params"}\` is answered by \`{"type":"res","id","ok","payload"|"error"}\`, and \`{"type":"event","event","payload","seq"}\` comes without being asked. The desktop window speaks the same frames without the handshake. An error carries the stable code and a hint in \`details\` (see [errors](errors.md)).`,
      '# Methods',
      ...Object.entries<MethodSpec>(methods).map(([name, spec]) => methodBlock(name, spec)),
      '# Events',
      ...Object.entries<EventSpec>(events).map(([name, spec]) => eventBlock(name, spec)),
    ]),
};

function methodBlock(name: string, spec: MethodSpec): string {
  return [
    `## ${name}`,
    spec.summary,
    `Scope: \`${spec.scope}\``,
    code(
      `params: ${typeText(toJsonSchema(spec.params()))}\nresult: ${typeText(toJsonSchema(spec.result()))}`,
    ),
  ].join('\n\n');
}

function eventBlock(name: string, spec: EventSpec): string {
  const notes = [
    `Scope: \`${spec.scope}\``,
    ...(spec.isLogged ? ['kept for `events.resume`'] : []),
    ...(spec.isDroppable ? ['may be left out for a slow reader'] : []),
  ];
  const payload = code(`payload: ${typeText(toJsonSchema(spec.payload()))}`);
  return [`## ${name}`, spec.summary, notes.join('; '), payload].join('\n\n');
}

function code(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}
