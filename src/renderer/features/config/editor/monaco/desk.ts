import type { TFunction } from 'i18next';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import { formatPath } from '../../../../../shared/config/path.ts';
import type { Clock, Timer } from '../../../../transport/clock.ts';
import type { ConfigEditorProps } from '../config-editor-props.ts';
import { pathAt } from '../language/cursor-context.ts';
import { fullPath } from '../language/workspace.ts';
import { toTextEdit, type EditorContext } from './editor-context.ts';
import { commonOptions, textOptions } from './editor-options.ts';
import { offerFixes, showProblems, type OfferedFix } from './problem-marks.ts';
import { leaveByTab } from './leave-by-tab.ts';
import { createOpenFiles, type OpenFiles } from './open-files.ts';
import type { Workbench } from './workbench.ts';

/** Where the cursor is, and what Tab does. */
export interface DeskStatus {
  readonly line: number;
  readonly column: number;
  /** Tab goes on to the next control instead of indenting. */
  readonly tabLeaves: boolean;
}

/** Where the cursor stands in the text, and where it is drawn, in pixels of the element. */
export interface CursorPlace {
  readonly line: number;
  readonly column: number;
  readonly left: number;
  readonly top: number;
}

export interface DeskDeps {
  readonly bench: Workbench;
  readonly element: HTMLElement;
  readonly owner: string;
  readonly clock: Clock;
  readonly onStatus: (status: DeskStatus) => void;
  /** Control-. */
  readonly onFix: () => void;
}

export interface DeskNow extends ConfigEditorProps {
  readonly words: TFunction;
  readonly describe: EditorContext['describe'];
}

/** One editor on the page. */
export interface Desk {
  readonly update: (now: DeskNow) => void;
  /** What mends what is wrong in the line of the cursor. */
  readonly fixes: () => readonly OfferedFix[];
  readonly mend: (fix: OfferedFix) => void;
  /** Does something that Monaco knows. */
  readonly run: (command: DeskCommand) => void;
  readonly focus: () => void;
  readonly cursorPlace: () => CursorPlace;
  readonly dispose: () => void;
}

/** Monaco's names of what the menu offers. */
export const deskCommands = {
  definition: 'editor.action.revealDefinition',
  outline: 'editor.action.quickOutline',
  nextProblem: 'editor.action.marker.next',
  format: 'editor.action.formatDocument',
  comment: 'editor.action.commentLine',
  find: 'actions.find',
  foldAll: 'editor.foldAll',
  unfoldAll: 'editor.unfoldAll',
} as const;
export type DeskCommand = keyof typeof deskCommands;

/** The cursor has to rest that long before its place is told. */
const restMs = 60;

/** Puts an editor into an element; `update` tells it every change. */
export function createDesk(deps: DeskDeps, first: DeskNow): Desk {
  const { bench, element, owner } = deps;
  const { monaco } = bench;
  let now = first;
  const files = createOpenFiles(
    bench,
    owner,
    () => ({
      files: now.files,
      knowledge: now.knowledge,
      problemsOf: (file) => (file === now.file ? now.problems : []),
      words: now.words,
      describe: now.describe,
    }),
    (path, text) => {
      if (path === now.file) now.onChange(text);
    },
  );
  const instance = monaco.editor.create(element, {
    ...commonOptions(document.documentElement),
    ...textOptions,
    autoDetectHighContrast: false,
    model: null,
  });
  const parts = [
    instance,
    listenForKey(instance, 's', () => now.onSave()),
    listenForKey(instance, '.', deps.onFix),
    followCursor(instance, deps, files, () => now),
    openElsewhere(bench, files, () => now),
  ];
  show(instance, files, undefined, now);
  showMarkers(bench, files, now);
  return {
    update(next) {
      const before = now;
      now = next;
      show(instance, files, before, next);
      if (before.problems !== next.problems || before.file !== next.file) {
        showMarkers(bench, files, next);
      }
    },
    ...createActions(instance, files, () => now),
    dispose() {
      for (const part of parts) part.dispose();
      files.dispose();
    },
  };
}

/** Brings file, text, options and cursor to what they are meant to be. */
function show(
  instance: editor.IStandaloneCodeEditor,
  files: OpenFiles,
  before: DeskNow | undefined,
  now: DeskNow,
): void {
  const { file, text, jumpTo } = now;
  const open = files.open(file);
  if (before && before.file !== file) {
    files.open(before.file).viewState = instance.saveViewState();
  }
  open.accept(text);
  if (before?.file !== file) {
    instance.setModel(open.model);
    instance.restoreViewState(open.viewState);
  }
  if (before?.files !== now.files) files.keepOnly([file, ...now.files.map(({ path }) => path)]);
  instance.updateOptions({
    ariaLabel: now.words('editor.label', { file }),
    readOnly: now.isReadOnly === true,
  });
  if (jumpTo && jumpTo.token !== before?.jumpTo?.token) jump(instance, jumpTo);
}

function jump(
  instance: editor.IStandaloneCodeEditor,
  { line, column }: { readonly line: number; readonly column: number },
): void {
  instance.setPosition({ lineNumber: line, column });
  instance.revealPositionInCenterIfOutsideViewport({ lineNumber: line, column });
  instance.focus();
}

function showMarkers({ monaco }: Workbench, files: OpenFiles, { file }: DeskNow): void {
  showProblems(monaco, files.open(file).model, files.contextOf(file));
}

interface Disposable {
  dispose(): void;
}

/** What is done from outside of the editor, such as by its menu. */
function createActions(
  instance: editor.IStandaloneCodeEditor,
  files: OpenFiles,
  now: () => DeskNow,
): Pick<Desk, 'fixes' | 'mend' | 'run' | 'focus' | 'cursorPlace'> {
  return {
    fixes() {
      const [model, position] = [instance.getModel(), instance.getPosition()];
      const { isReadOnly = false, areProblemsOfText } = now();
      if (!model || !position || isReadOnly || !areProblemsOfText) return [];
      return offerFixes(model, files.contextOf(now().file), position.lineNumber);
    },
    mend({ edits, version }) {
      const model = instance.getModel();
      // What others saved may have been taken in while the menu was open: the places are others then.
      if (!model || version !== model.getVersionId()) return;
      instance.pushUndoStop();
      instance.executeEdits(
        'fix',
        edits.map((edit) => toTextEdit(model, edit)),
      );
      instance.pushUndoStop();
    },
    run: (command) => instance.trigger('menu', deskCommands[command], undefined),
    focus: () => instance.focus(),
    cursorPlace() {
      const position = instance.getPosition();
      if (position) instance.revealPositionInCenterIfOutsideViewport(position);
      const place = position && instance.getScrolledVisiblePosition(position);
      return {
        line: position?.lineNumber ?? 1,
        column: position?.column ?? 1,
        left: place?.left ?? 0,
        top: (place?.top ?? 0) + (place?.height ?? 0),
      };
    },
  };
}

/** A key with Control, or with Command on a Mac. */
function listenForKey(
  instance: editor.IStandaloneCodeEditor,
  wanted: string,
  onKey: () => void,
): Disposable {
  return instance.onKeyDown(({ browserEvent }) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = browserEvent;
    if (key.toLowerCase() !== wanted || altKey || shiftKey || ctrlKey === metaKey) return;
    browserEvent.preventDefault();
    browserEvent.stopPropagation();
    onKey();
  });
}

/** Tells where the cursor is, once it rests. */
function followCursor(
  instance: editor.IStandaloneCodeEditor,
  { onStatus, clock }: DeskDeps,
  files: OpenFiles,
  now: () => DeskNow,
): Disposable {
  let timer: Timer | undefined;
  let tabLeaves = false;
  const tell = (): void => {
    const position = instance.getPosition();
    const model = instance.getModel();
    if (!position || !model) return;
    onStatus({ line: position.lineNumber, column: position.column, tabLeaves });
    const { file, onCursorPath } = now();
    const loose = files.workspace().read(file);
    if (!onCursorPath || !loose) return;
    const path = pathAt(loose, model.getOffsetAt(position));
    onCursorPath(formatPath(fullPath(files.workspace(), file, path)));
  };
  const soon = (): void => {
    timer?.cancel();
    timer = clock.after(restMs, tell);
  };
  const parts: readonly Disposable[] = [
    instance.onDidChangeCursorPosition(soon),
    instance.onDidChangeModel(soon),
    leaveByTab(instance, (leaves) => {
      tabLeaves = leaves;
      tell();
    }),
  ];
  return {
    dispose() {
      timer?.cancel();
      for (const part of parts) part.dispose();
    },
  };
}

/** Definitions in other files are opened by the page, which knows its tabs. */
function openElsewhere({ monaco }: Workbench, files: OpenFiles, now: () => DeskNow): Disposable {
  return monaco.editor.registerEditorOpener({
    openCodeEditor(_, resource, at) {
      const file = files.pathOf(resource.toString());
      if (file === undefined) return false;
      const place = at && ('lineNumber' in at ? at : { ...at, ...startOf(at) });
      now().onOpenFile(file, place && { line: place.lineNumber, column: place.column });
      return true;
    },
  });
}

function startOf({
  startLineNumber,
  startColumn,
}: {
  readonly startLineNumber: number;
  readonly startColumn: number;
}): { readonly lineNumber: number; readonly column: number } {
  return { lineNumber: startLineNumber, column: startColumn };
}
