import { useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { limits } from '../../../shared/config/limits.ts';
import { useApp } from '../../state/app-context.ts';
import type { Picture } from '../../state/pictures/attach-pictures.ts';
import { isComposing } from './is-composing.ts';
import { suggestCommands, type Suggestion } from './suggest-commands.ts';
import { useAttachments, type Attachments } from './use-attachments.ts';

/** What was written can be handed to. */
export interface ComposerActions {
  readonly send: (text: string, pictures?: readonly Picture[]) => void;
  readonly stop: () => void;
  readonly retry: () => void;
}

export interface ComposerState {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly attachments: Attachments;
  readonly canSend: boolean;
  /** Characters beyond what one message may hold. */
  readonly excess: number;
  readonly suggestions: readonly Suggestion[];
  readonly activeIndex: number;
  readonly choose: (suggestion: Suggestion) => void;
  readonly submit: () => void;
  readonly press: (event: KeyboardEvent) => void;
}

/** The field's text, kept as a draft of its conversation, and what the keys do. */
export function useComposer(
  conversationKey: string,
  isRunning: boolean,
  actions: ComposerActions,
): ComposerState {
  const { drafts, gateway } = useApp();
  const models = useStore(gateway, (state) => state.models);
  const [text, setTextOnly] = useState(() => drafts.read(conversationKey));
  const [activeIndex, setActiveIndex] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const suggestions = isDismissed ? [] : suggestCommands(text, models);
  const excess = Math.max(0, text.length - limits.message.textBytes);
  const attachments = useAttachments(conversationKey);
  const hasPictures = attachments.pictures.length > 0;
  const canSend = (text.trim() !== '' || hasPictures) && excess === 0;

  const setText = (next: string): void => {
    setTextOnly(next);
    setActiveIndex(0);
    setDismissed(false);
    drafts.write(conversationKey, next);
  };
  const submitText = (written: string): void => {
    if ((written.trim() === '' && !hasPictures) || excess > 0) return;
    setText('');
    if (performOwn(written.trim(), actions)) return;
    actions.send(written.trim(), attachments.pictures);
    attachments.clear();
  };
  const choose = (suggestion: Suggestion): void => {
    if (suggestion.isComplete) submitText(suggestion.value);
    else setText(suggestion.value);
  };
  const press = (event: KeyboardEvent): void => {
    const { key, shiftKey, nativeEvent } = event;
    if (isComposing(nativeEvent)) return;
    const active = suggestions[activeIndex];
    const handler = active
      ? suggestionKey(key, shiftKey, {
          move: (by) =>
            setActiveIndex((activeIndex + by + suggestions.length) % suggestions.length),
          choose: () => choose(active),
          complete: () => setText(active.value),
          dismiss: () => setDismissed(true),
        })
      : plainKey(key, shiftKey, {
          submit: () => submitText(text),
          stop: isRunning ? actions.stop : undefined,
        });
    if (!handler) return;
    event.preventDefault();
    event.stopPropagation();
    handler();
  };

  return {
    text,
    setText,
    attachments,
    canSend,
    excess,
    suggestions,
    activeIndex,
    choose,
    submit: () => submitText(text),
    press,
  };
}

/**
 * `/stop` and `/retry` are this page's own buttons; everything else is for the gateway.
 * @returns whether it was one of them
 */
function performOwn(text: string, actions: ComposerActions): boolean {
  if (text === '/stop') actions.stop();
  else if (text === '/retry') actions.retry();
  else return false;
  return true;
}

interface SuggestionKeys {
  readonly move: (by: 1 | -1) => void;
  readonly choose: () => void;
  readonly complete: () => void;
  readonly dismiss: () => void;
}

function suggestionKey(
  key: string,
  shiftKey: boolean,
  does: SuggestionKeys,
): (() => void) | undefined {
  switch (key) {
    case 'ArrowDown':
      return () => does.move(1);
    case 'ArrowUp':
      return () => does.move(-1);
    case 'Enter':
      return shiftKey ? undefined : does.choose;
    case 'Tab':
      return does.complete;
    case 'Escape':
      return does.dismiss;
    default:
      return undefined;
  }
}

interface PlainKeys {
  readonly submit: () => void;
  readonly stop: (() => void) | undefined;
}

function plainKey(key: string, shiftKey: boolean, does: PlainKeys): (() => void) | undefined {
  if (key === 'Enter' && !shiftKey) return does.submit;
  return key === 'Escape' ? does.stop : undefined;
}
