import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { silentLog } from '../../platform/log.ts';
import { createApprovalStore } from './approval-store.ts';
import { canChangeThings, hashPermissions, isHarmless, sayPermissions } from './permissions.ts';
import { createValueStore } from './value-store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'openclaw-extension-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nothing = { hosts: [], folders: [], secrets: [] };

describe('permissions', () => {
  it('are the same in whatever order they are written', () => {
    const lists = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/));
    fc.assert(
      fc.property(lists, lists, (hosts, secrets) => {
        const written = { hosts, folders: [], secrets };
        const turned = { ...written, hosts: hosts.toReversed(), secrets: secrets.toReversed() };
        expect(hashPermissions('x', turned)).toBe(hashPermissions('x', written));
      }),
    );
  });

  it('are others with anything more, and for another extension', () => {
    const hashes = [
      hashPermissions('x', nothing),
      hashPermissions('y', nothing),
      hashPermissions('x', { ...nothing, hosts: ['a'] }),
      hashPermissions('x', { ...nothing, secrets: ['a'] }),
      hashPermissions('x', { ...nothing, folders: [{ path: 'a', write: false }] }),
      hashPermissions('x', { ...nothing, folders: [{ path: 'a', write: true }] }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('are said in words', () => {
    const all = { hosts: ['a.example'], folders: [{ path: '~/n', write: true }], secrets: ['K'] };
    expect(sayPermissions(all)).toBe(
      'to reach a.example, to change files in ~/n, to use the secret K',
    );
    expect([isHarmless(nothing), isHarmless(all), canChangeThings(all)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(canChangeThings({ ...nothing, hosts: ['a'] })).toBe(false);
  });
});

describe('approvals', () => {
  it('are kept in a file that only the user can read', async () => {
    const store = createApprovalStore(folder, silentLog);
    await Promise.all([store.set('a', { hash: '1', at: 5 }), store.set('b', { hash: '2', at: 6 })]);
    await store.remove('b');
    const again = createApprovalStore(folder, silentLog);
    expect([again.find('a'), again.find('b')]).toEqual([{ hash: '1', at: 5 }, undefined]);
    const { mode } = await stat(path.join(folder, 'extension-approvals.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('count for nothing when the file is damaged', async () => {
    await writeFile(path.join(folder, 'extension-approvals.json'), '{"a": true}');
    expect(createApprovalStore(folder, silentLog).find('a')).toBeUndefined();
  });
});

describe('values of an extension', () => {
  it('stay, one change after the other', async () => {
    const file = path.join(folder, 'v.json');
    const store = createValueStore(file);
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.set(`k${index}`, { index })));
    await store.delete('k0');
    const again = createValueStore(file);
    expect(await again.keys()).toHaveLength(19);
    expect(await again.get('k7')).toEqual({ index: 7 });
    expect(await again.get('__proto__')).toBeUndefined();
    await again.clear();
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  it('are bounded, and what is too much changes nothing', async () => {
    const store = createValueStore(path.join(folder, 'v.json'));
    await store.set('a', 1);
    const large = 'x'.repeat(limits.extensions.storeValueBytes + 1);
    await expect(store.set('a', large)).rejects.toMatchObject({ code: 'EXTENSION_TOO_MUCH' });
    expect(await store.get('a')).toBe(1);
    const piece = 'x'.repeat(limits.extensions.storeValueBytes - 10);
    const fill = async (): Promise<void> => {
      for (let index = 0; index < 30; index += 1) await store.set(`f${index}`, piece);
    };
    await expect(fill()).rejects.toMatchObject({ code: 'EXTENSION_TOO_MUCH' });
  });

  it('are forgotten when the file is damaged', async () => {
    const file = path.join(folder, 'v.json');
    await writeFile(file, '{"a": {}');
    expect(await createValueStore(file).keys()).toEqual([]);
  });
});
