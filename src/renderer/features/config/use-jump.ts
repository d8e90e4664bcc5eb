import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { fileAddress, type ConfigPlace } from './config-address.ts';
import type { GoToPlace } from './effects/go-to-place.ts';
import { nameOfFile, useTextEditor } from './use-config-files.ts';

/** A place to go to in the text; another token goes there again. */
export interface Jump {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly token: number;
}

/** Goes to places in the texts: those a click names, and those the address names. */
export function useJump(
  place: ConfigPlace,
  file: string,
): { readonly jump: Jump | undefined; readonly jumpTo: GoToPlace } {
  const { client } = useApp();
  const { store } = useTextEditor();
  const isRead = useStore(store, (state) => state.text !== undefined);
  const [jump, setJump] = useState<Jump>();
  const token = useRef(0);
  const put = useRef((target: string, line: number, column: number): void => {
    token.current += 1;
    setJump({ file: target, line, column, token: token.current });
  });
  const { line, path } = place;

  useEffect(() => {
    if (line !== undefined) put.current(file, line, 1);
  }, [line, file]);

  useEffect(() => {
    if (path === undefined || !isRead) return;
    client.request('config.explain', { path }).then(
      ({ source }) => {
        const { text } = store.getState();
        if (source?.line === undefined || !text) return;
        const target = nameOfFile(text, source.file);
        goTo(fileAddress(target), { replace: true });
        put.current(target, source.line, source.column ?? 1);
      },
      () => undefined,
    );
  }, [client, store, path, isRead]);

  return {
    jump,
    jumpTo(target, at) {
      goTo(fileAddress(target));
      put.current(target, at.line, at.column);
    },
  };
}
