import { describe, expect, it } from 'vitest';
import { listSubjects } from './list-subjects.ts';

const rows = [
  { agentId: 'ada', about: 'person:1', aboutName: 'Zoe', notes: 2 },
  { agentId: 'bob', about: 'person:1', aboutName: 'Zoe', notes: 3 },
  { agentId: 'bob', about: 'chat:agent:bob:telegram:group:9', notes: 1 },
];

describe('whom one may choose to see notes about', () => {
  it('is each once, by name, with the notes of all agents', () => {
    expect(listSubjects(rows, '', '').map(({ name, notes }) => [name, notes])).toEqual([
      ['agent:bob:telegram:group:9', 1],
      ['Zoe', 5],
    ]);
  });

  it('is told of one agent, and keeps whoever was chosen', () => {
    const chosen = 'chat:agent:bob:telegram:group:9';
    expect(listSubjects(rows, 'ada', chosen).map(({ notes }) => notes)).toEqual([0, 2]);
  });
});
