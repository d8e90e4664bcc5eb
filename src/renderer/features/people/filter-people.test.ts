import { describe, expect, it } from 'vitest';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { filterPeople } from './filter-people.ts';

const person = (name: string, role: PersonRow['role'], peer = '1'): PersonRow => ({
  ...{ id: name, name, role, createdAt: 0 },
  identities: [{ id: `${name} ${peer}`, channel: 'telegram', account: 'bot', peer }],
});
const people = [
  person('Zoe', 'owner'),
  person('Bea', 'guest', '42'),
  person('Carl', 'trusted'),
  person('Abel', 'trusted'),
];

describe('the list of people', () => {
  it('has owners first, then those who are trusted, each by name', () => {
    expect(filterPeople(people, '').map(({ name }) => name)).toEqual([
      'Zoe',
      'Abel',
      'Carl',
      'Bea',
    ]);
  });

  it('is narrowed down by names, channels and numbers', () => {
    expect(filterPeople(people, 'telegram 42').map(({ name }) => name)).toEqual(['Bea']);
    expect(filterPeople(people, '42 telegram béa').map(({ name }) => name)).toEqual(['Bea']);
    expect(filterPeople(people, 'nobody')).toEqual([]);
  });
});
