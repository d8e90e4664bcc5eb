import { describe, expect, it } from 'vitest';
import { nameAgent } from './name-agent.ts';

describe('an agent is called', () => {
  it('by its name', () => {
    expect(nameAgent('assistant', 'Ada', 'Assistent')).toBe('Ada');
  });

  it('by the key its owner chose, where it has no name', () => {
    expect(nameAgent('coder', undefined, 'Assistent')).toBe('coder');
  });

  it('the assistant, where nobody chose anything', () => {
    expect(nameAgent('assistant', undefined, 'Assistent')).toBe('Assistent');
    expect(nameAgent(undefined, undefined, 'Assistent')).toBe('Assistent');
  });
});
