// Runs in a worker of its own: compares texts for the diff and finds links. Served from our own
// address; a worker made of text is against the content security policy.
import 'monaco-editor/editor/editor.worker.js';
