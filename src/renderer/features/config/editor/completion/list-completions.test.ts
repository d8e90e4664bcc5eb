import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../language/text-edit.ts';
import { testWorkspace } from '../language/test-workspace.ts';
import { listCompletions } from './list-completions.ts';

/** What is offered at the `|` of the root. */
function offered(marked: string, file = 'openclaw.json', more: Record<string, string> = {}) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const workspace = testWorkspace({ ...more, [file]: text });
  const loose = workspace.read(file);
  if (!loose) throw new Error('no such file');
  const found = listCompletions(workspace, file, loose, offset);
  return {
    labels: found.map(({ label }) => label),
    /** The text after one of them was chosen; `|` is where the cursor is. */
    choose: (label: string): string => {
      const chosen = found.find((completion) => completion.label === label);
      if (!chosen) throw new Error(`${label} is not offered`);
      const plain = chosen.snippet.replaceAll(/\$0|\\([\\$}])/g, (all, sign: string | undefined) =>
        all === '$0' ? '|' : (sign ?? ''),
      );
      return applyTextEdits(text, [{ ...chosen.replace, text: plain }, ...chosen.extra]);
    },
    find: (label: string) => found.find((completion) => completion.label === label),
  };
}

describe('settings', () => {
  it('are those of the place, without those that are there', () => {
    const { labels } = offered('{ agents: { a: { default: true, | } } }');
    expect(labels).toEqual(['model', 'tools', 'queue', 'systemPrompt', 'temperature', '$include']);
  });

  it('that are needed come first', () => {
    const { labels, find } = offered('{ channels: { telegram: { | } } }');
    expect(labels[0]).toBe('token');
    expect(find('token')?.isRequired).toBe(true);
    expect(offered('{ channels: { web: { | } } }').labels).not.toContain('token');
    expect(offered("{ channels: { x: { type: 'telegram', | } } }").labels).toContain('token');
  });

  it('bring their colon, the beginning of a value and a comma', () => {
    expect(offered('{\n  agents: { a: {\n    mo|\n  } }\n}').choose('model')).toBe(
      '{\n  agents: { a: {\n    model: "|",\n  } }\n}',
    );
    expect(offered("{ gateway: { name: 'x', | } }").choose('port')).toContain("'x', port: | }");
    expect(offered('{ | }').choose('agents')).toBe('{ agents: {|} }');
  });

  it('change the name only where there is a value already', () => {
    expect(offered('{ gateway: { po|: 1 } }').choose('port')).toBe('{ gateway: { port: 1 } }');
    expect(offered('{ "gate|": {} }').choose('gateway')).toBe('{ "gateway": {} }');
  });

  it('put the comma that is missing before them', () => {
    expect(offered('{\n  gateway: {}\n  |\n}').choose('agents')).toBe(
      '{\n  gateway: {},\n  agents: {|},\n}',
    );
  });

  it('of an included file are those of the place it is included at', () => {
    const more = { 'openclaw.json': '{ agents: { coder: { $include: "./a/coder.json5" } } }' };
    expect(offered('{ | }', 'a/coder.json5', more).labels).toContain('model');
  });

  it('of the channels are messengers', () => {
    expect(offered('{ channels: { telegram: {}, | } }').labels).toEqual(['web', '$include']);
  });
});

describe('values', () => {
  it('are choices', () => {
    expect(offered('{ agents: { a: { queue: | } } }').labels).toEqual(['steer', 'collect']);
    expect(offered('{ agents: { a: { default: | } } }').labels).toEqual(['true', 'false']);
    expect(offered('{ agents: { a: { queue: | } } }').choose('steer')).toContain(
      'queue: "steer" }',
    );
  });

  it('are names of what is there', () => {
    const text = "{ agents: { writer: {} }, channels: { web: { agent: '|' } } }";
    expect(offered(text).labels).toEqual(['writer', 'far']);
    expect(offered(text).choose('writer')).toContain("agent: 'writer'");
    expect(offered('{ agents: { a: { model: "|" } } }').labels).toEqual(['openai/gpt-5']);
    expect(offered('{ agents: { a: { tools: ["|"] } } }').labels).toEqual(['@safe', 'browser']);
    expect(offered('{ channels: { web: { node: | } } }').labels).toEqual(['local', 'vps']);
    expect(
      offered('{ bindings: [{ match: { channel: "|" } }] , channels: { web: {} } }').labels,
    ).toEqual(['web']);
  });

  it('are variables and secrets where a secret belongs', () => {
    const { labels, choose } = offered("{ channels: { telegram: { token: | }, x: 'y' } }");
    expect(labels).toEqual(['$TELEGRAM_BOT_TOKEN', '${secret:FAMILY}']);
    expect(choose('${secret:FAMILY}')).toContain("token: '${secret:FAMILY}' }");
  });

  it('are variables behind a dollar, and only that part is replaced', () => {
    const { labels, choose } = offered('{ gateway: { name: "at $TE|L home" } }');
    expect(labels).toContain('$TELEGRAM_BOT_TOKEN');
    expect(choose('$TELEGRAM_BOT_TOKEN')).toBe(
      '{ gateway: { name: "at $TELEGRAM_BOT_TOKEN home" } }',
    );
    expect(offered('{ gateway: { name: "${se|}" } }').choose('${secret:FAMILY}')).toBe(
      '{ gateway: { name: "${secret:FAMILY}" } }',
    );
  });

  it('are none behind a dollar that means nothing', () => {
    expect(offered('{ agents: { a: { systemPrompt: "costs $|" } } }').labels).toEqual([]);
    expect(offered('{ gateway: { name: "$$|" } }').labels).not.toContain('$TELEGRAM_BOT_TOKEN');
  });

  it('are files in an include', () => {
    const { labels } = offered("{ agents: { $include: './|' } }", 'openclaw.json', {
      'a/b.json5': '{}',
    });
    expect(labels).toEqual(['./a/b.json5']);
  });

  it('are not offered in comments', () => {
    expect(offered('{ // |\n }').labels).toEqual([]);
  });
});
