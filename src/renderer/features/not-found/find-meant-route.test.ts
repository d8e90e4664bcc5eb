import { describe, expect, it } from 'vitest';
import { findMeantRoute } from './find-meant-route.ts';

const routes = ['overview', 'chat', 'agents', 'conversations', 'config'].map((id) => ({ id }));

describe('an address that leads nowhere', () => {
  it.each([
    ['agent', 'agents'],
    ['Agents', 'agents'],
    ['configuration', 'config'],
    ['conversation', 'conversations'],
    ['chats', 'chat'],
  ])('"%s" probably meant "%s"', (asked, meant) => {
    expect(findMeantRoute(asked, routes)?.id).toBe(meant);
  });

  it('means nothing where too little is the same', () => {
    expect(findMeantRoute('nonsense', routes)).toBeUndefined();
    expect(findMeantRoute('con', routes)).toBeUndefined();
  });
});
