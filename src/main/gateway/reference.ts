import { z } from 'zod';
import { events, methods } from '../../shared/protocol/contract.ts';
import { connectParams, helloOk } from '../../shared/protocol/connect.ts';
import { protocolVersion } from '../../shared/protocol/frames.ts';
import type { EventSpec, MethodSpec } from '../../shared/protocol/spec.ts';
import { describeFields, type JsonSchema } from './reference-fields.ts';

/**
 * The reference of the control API as Markdown: the handshake, every method and every event of
 * the contract, with fields from their schemas. The page is generated, so that it cannot lag.
 */
export function renderProtocolReference(): string {
  return [
    '# Protocol reference',
    '',
    `Generated from the contract. The frames and the handshake are those of version ${protocolVersion} of the OpenClaw gateway protocol.`,
    '',
    ...renderHandshake(),
    '## Methods',
    '',
    ...Object.entries<MethodSpec>(methods).flatMap(([name, spec]) => renderMethod(name, spec)),
    '## Events',
    '',
    ...Object.entries<EventSpec>(events).flatMap(([name, spec]) => renderEvent(name, spec)),
  ].join('\n');
}

function renderHandshake(): string[] {
  return [
    '## Handshake',
    '',
    'The server sends `connect.challenge`. The first request must be `connect`; its answer is `hello-ok`.',
    '',
    ...renderFields('`connect`', connectParams(), 'input'),
    ...renderFields('`hello-ok`', helloOk(), 'output'),
  ];
}

function renderMethod(name: string, spec: MethodSpec): string[] {
  return [
    `### ${name}`,
    '',
    spec.summary,
    '',
    `Scope: \`${spec.scope}\``,
    '',
    ...renderFields('Parameters', spec.params(), 'input'),
    ...renderFields('Result', spec.result(), 'output'),
  ];
}

function renderEvent(name: string, spec: EventSpec): string[] {
  const notes = [
    `Scope: \`${spec.scope}\``,
    ...(spec.isLogged ? ['can be caught up with `events.resume`'] : []),
    ...(spec.isDroppable ? ['left out for a client that reads too slowly'] : []),
  ];
  return [
    `### ${name}`,
    '',
    spec.summary,
    '',
    notes.join('; '),
    '',
    ...renderFields('Payload', spec.payload(), 'output'),
  ];
}

function renderFields(title: string, schema: z.ZodType, io: 'input' | 'output'): string[] {
  const fields = describeFields(toJsonSchema(schema, io));
  if (fields.length === 0) return [`${title}: none.`, ''];
  return [
    `${title}:`,
    '',
    '| Field | Type | Notes |',
    '|---|---|---|',
    ...fields.map(({ path, type, notes }) => `| \`${path}\` | ${cell(type)} | ${cell(notes)} |`),
    '',
  ];
}

/** What JSON Schema cannot express is shown as any value. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as JsonSchema;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
