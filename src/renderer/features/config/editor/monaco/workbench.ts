import type { editor } from 'monaco-editor/editor/editor.api.js';
import type { AppState } from '../../../../state/app-state.ts';
import { keepTrying } from '../../../../transport/keep-trying.ts';
import { createCompletionProvider } from './completion-provider.ts';
import type { EditorContext, FindContext } from './editor-context.ts';
import { followPageTheme } from './follow-theme.ts';
import { createHoverProvider } from './hover-provider.ts';
import { configuration, languageId, tokens } from './json5-language.ts';
import { loadMonaco, type Monaco } from './load-monaco.ts';
import {
  createDefinitionProvider,
  createFoldingProvider,
  createFormatProvider,
  createOutlineProvider,
} from './structure-providers.ts';

/** Monaco with our language and our colours, made once. */
export interface Workbench {
  readonly monaco: Monaco;
  /** Tells the language what a text belongs to; forgotten with the text. */
  readonly attach: (model: editor.ITextModel, context: EditorContext) => void;
}

export interface WorkbenchLoader {
  /** What is there already, so that coming back shows the editor at once. */
  readonly ready: () => Workbench | undefined;
  /** Loads it on the first call. */
  readonly load: () => Promise<Workbench>;
}

/** For `useTopic`: nothing is loaded before it is asked for. */
export function createWorkbenchLoader({ preferences }: AppState): WorkbenchLoader {
  let loading: Promise<Workbench> | undefined;
  let ready: Workbench | undefined;
  const load = async (): Promise<Workbench> => {
    const { language } = preferences.store.getState();
    ready = createWorkbench(await keepTrying(() => loadMonaco(language)));
    return ready;
  };
  return {
    ready: () => ready,
    load: () => (loading ??= load()),
  };
}

function createWorkbench(monaco: Monaco): Workbench {
  const contexts = new WeakMap<editor.ITextModel, EditorContext>();
  registerLanguage(monaco, (model) => contexts.get(model));
  followPageTheme(monaco, document.documentElement);
  keepWorker(monaco);
  return { monaco, attach: (model, context) => void contexts.set(model, context) };
}

/**
 * Monaco ends its worker along with the last text, and a comparison that is opened after that has no
 * marks and no folds until the next one was fetched and has begun; none at all when the gateway is away
 * just then. A text that nobody sees keeps the worker as long as it is used now and then.
 */
function keepWorker({ editor }: Monaco): void {
  editor.createModel('', 'plaintext');
}

function registerLanguage(monaco: Monaco, find: FindContext): void {
  const { languages } = monaco;
  languages.register({ id: languageId, extensions: ['.json5'] });
  languages.setMonarchTokensProvider(languageId, tokens);
  languages.setLanguageConfiguration(languageId, configuration);
  languages.registerCompletionItemProvider(languageId, createCompletionProvider(monaco, find));
  languages.registerHoverProvider(languageId, createHoverProvider(find));
  languages.registerDocumentSymbolProvider(languageId, createOutlineProvider(monaco, find));
  languages.registerFoldingRangeProvider(languageId, createFoldingProvider(find));
  languages.registerDefinitionProvider(languageId, createDefinitionProvider(find));
  languages.registerDocumentFormattingEditProvider(languageId, createFormatProvider());
}
