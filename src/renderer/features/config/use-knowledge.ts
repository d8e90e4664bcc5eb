import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { settingWordsEn } from '../../i18n/setting-words/en.ts';
import { wordSchema } from '../../i18n/setting-words/word-schema.ts';
import { useApp } from '../../state/app-context.ts';
import { createConfigTopic } from '../../state/config-draft/config-topic.ts';
import { useTopic } from '../../state/use-topic.ts';
import { useOwnSettingWords } from '../editing/use-setting-words.ts';
import type { EditorKnowledge, KnownName } from './editor/editor-knowledge.ts';

/** What the editor knows beside the texts; little until the schema was read. */
export function useKnowledge(): EditorKnowledge {
  const { gateway, channels } = useApp();
  const { schema, names } = useStore(useTopic(createConfigTopic).store);
  const agents = useStore(gateway, (state) => state.agents);
  const models = useStore(gateway, (state) => state.models);
  const rows = useStore(channels, (state) => state.channels);
  const { tools, profiles } = useToolNames();
  const own = useOwnSettingWords();
  const worded = useMemo(
    () => wordSchema(schema?.schema, { ...settingWordsEn, ...own }),
    [schema, own],
  );
  return useMemo(
    () => ({
      schema: worded,
      uiHints: schema?.uiHints ?? {},
      names: {
        agents: (agents?.agents ?? []).map(({ id, name }) => named(id, name)),
        channels: rows.map(({ id, type }) => named(id, type)),
        channelTypes: toNames(names?.channelTypes ?? []),
        nodes: toNames(names?.nodes ?? []),
        models: models.map(({ id }) => ({ name: id })),
        tools,
        profiles,
        env: (names?.env ?? []).map(({ name }) => ({ name })),
        secrets: toNames(names?.secrets ?? []),
      },
    }),
    [schema, worded, names, agents, models, rows, tools, profiles],
  );
}

const noNames: readonly KnownName[] = [];

/** The tools that can be named; read once for each look at the page. */
function useToolNames(): Pick<EditorKnowledge['names'], 'tools' | 'profiles'> {
  const { client } = useApp();
  const [known, setKnown] = useState({ tools: noNames, profiles: noNames });
  useEffect(() => {
    let isLooking = true;
    client.request('tools.catalog', {}).then(
      ({ tools, profiles }) => {
        if (!isLooking) return;
        const list = tools.map(({ name, description }) => named(name, description));
        setKnown({ tools: list, profiles: toNames(Object.keys(profiles)) });
      },
      () => undefined,
    );
    return () => {
      isLooking = false;
    };
  }, [client]);
  return known;
}

function toNames(names: readonly string[]): readonly KnownName[] {
  return names.map((name) => ({ name }));
}

function named(name: string, detail: string | undefined): KnownName {
  return detail === undefined || detail === name ? { name } : { name, detail };
}
