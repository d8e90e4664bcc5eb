import {
  Bot,
  Cable,
  Keyboard,
  Languages,
  Palette as PaletteIcon,
  Plus,
  Server,
  Sparkles,
  Stethoscope,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../navigation/address.ts';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import type { Route } from '../../navigation/route.ts';
import { goTo } from '../../navigation/use-address.ts';
import { addChannelAddress, channelAddress } from '../channels/addresses.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { useApp } from '../../state/app-context.ts';
import { languages, themeChoices } from '../../state/preferences.ts';

/** One line of the palette. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** Beside the title; found by as well. */
  readonly note?: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

export interface EntryGroup {
  readonly id: 'pages' | 'actions' | 'agents' | 'channels' | 'nodes';
  readonly entries: readonly Entry[];
}

const iconSize = 15;

/** Everything but conversations; all of it is known to the page already. */
export function useEntries(
  routes: readonly Route[],
  onShowShortcuts: () => void,
): readonly EntryGroup[] {
  return [
    { id: 'pages', entries: usePages(routes) },
    { id: 'actions', entries: useActions(onShowShortcuts) },
    { id: 'agents', entries: useAgents() },
    { id: 'channels', entries: useChannels() },
    { id: 'nodes', entries: useNodes() },
  ];
}

function usePages(routes: readonly Route[]): readonly Entry[] {
  const { t } = useTranslation();
  return routes
    .filter(({ group }) => group !== 'hidden')
    .map(({ id, titleKey, icon: Icon }) => ({
      id: `page ${id}`,
      title: t(`nav.${titleKey}`),
      icon: <Icon size={iconSize} aria-hidden />,
      run: () => goTo(formatAddress(id)),
    }));
}

function useActions(onShowShortcuts: () => void): readonly Entry[] {
  const { t } = useTranslation();
  const app = useApp();
  const places = [
    { key: 'addAgent', icon: Plus, to: formatAddress('agents', [], { add: '' }) },
    { key: 'addChannel', icon: Plus, to: addChannelAddress() },
    { key: 'addSchedule', icon: Plus, to: formatAddress('schedules', ['new']) },
    { key: 'addNote', icon: Plus, to: formatAddress('memory', ['new']) },
    { key: 'checkSystem', icon: Stethoscope, to: formatAddress('doctor') },
    { key: 'setUp', icon: Sparkles, to: formatAddress('setup') },
  ] as const;
  return [
    {
      id: 'action newConversation',
      title: t('palette.newConversation'),
      icon: <Plus size={iconSize} aria-hidden />,
      run: () => goTo(newConversationAddress(app)),
    },
    ...places.map(({ key, icon: Icon, to }) => ({
      id: `action ${key}`,
      title: t(`palette.${key}`),
      icon: <Icon size={iconSize} aria-hidden />,
      run: () => goTo(to),
    })),
    {
      id: 'action shortcuts',
      title: t('palette.shortcuts'),
      icon: <Keyboard size={iconSize} aria-hidden />,
      run: onShowShortcuts,
    },
    ...useAppearance(),
  ];
}

function useAppearance(): readonly Entry[] {
  const { t } = useTranslation();
  const { preferences } = useApp();
  return [
    ...themeChoices.map((theme) => ({
      id: `theme ${theme}`,
      title: t('palette.theme', { name: t(`theme.${theme}`) }),
      icon: <PaletteIcon size={iconSize} aria-hidden />,
      run: () => preferences.setTheme(theme),
    })),
    ...languages.map((language) => ({
      id: `language ${language}`,
      title: t('palette.language', { name: t(`language.${language}`) }),
      icon: <Languages size={iconSize} aria-hidden />,
      run: () => preferences.setLanguage(language),
    })),
  ];
}

function useAgents(): readonly Entry[] {
  return useAgentNames().options.map(({ value: id, label: name }) => ({
    id: `agent ${id}`,
    title: name,
    ...(name === id ? {} : { note: id }),
    icon: <Bot size={iconSize} aria-hidden />,
    run: () => goTo(formatAddress('agents', [id])),
  }));
}

function useChannels(): readonly Entry[] {
  const { channels } = useApp();
  return useStore(channels, (state) => state.channels).map(({ id, account }) => ({
    id: `channel ${id}`,
    title: id,
    ...(account === undefined ? {} : { note: account }),
    icon: <Cable size={iconSize} aria-hidden />,
    run: () => goTo(channelAddress(id)),
  }));
}

/** Machines that run channels; a page of their own is still to come. */
function useNodes(): readonly Entry[] {
  const { channels } = useApp();
  const nodes = new Set(useStore(channels, (state) => state.channels).map(({ node }) => node));
  return [...nodes].map((node) => ({
    id: `node ${node}`,
    title: node,
    icon: <Server size={iconSize} aria-hidden />,
    run: () => goTo(formatAddress('channels', [], { node })),
  }));
}
