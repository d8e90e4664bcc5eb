import type { languages } from 'monaco-editor/editor/editor.api.js';

/** The language of the configuration in Monaco. */
export const languageId = 'json5config';

/** Settings whose text is taken as it is: a `$` in them means nothing. */
const literalKeys = 'systemPrompt|prompt|say';

const variables: languages.IMonarchLanguageRule[] = [
  [/\$\$/, 'string.escape'],
  [/\$\{secret:[\w.-]+\}/, 'string.secret'],
  [/\$\{[A-Z_][A-Z0-9_]*\}/, 'string.variable'],
  [/\$[A-Z_][A-Z0-9_]*/, 'string.variable'],
];

/** The rest of a text, up to its quote; a backslash at the end of a line goes on in the next one. */
function textRules(quote: string, hasVariables: boolean): languages.IMonarchLanguageRule[] {
  return [
    ...(hasVariables ? variables : []),
    [/\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|.|$)/, 'string.escape'],
    [new RegExp(`[^\\\\${quote}$]+`), 'string'],
    [/\$/, 'string'],
    [new RegExp(quote), 'string', '@pop'],
  ];
}

/** Colours of the text. */
export const tokens: languages.IMonarchLanguage = {
  unicode: true,
  defaultToken: '',
  tokenPostfix: '',
  brackets: [
    { open: '{', close: '}', token: 'delimiter' },
    { open: '[', close: ']', token: 'delimiter' },
  ],
  tokenizer: {
    root: [
      { include: '@space' },
      [/(?:\$include|"\$include"|'\$include')(?=\s*:)/, 'key.include'],
      [
        new RegExp(`(?:(?:${literalKeys})|"(?:${literalKeys})"|'(?:${literalKeys})')(?=\\s*:)`),
        { token: 'key', next: '@literal' },
      ],
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
      [/'(?:[^'\\]|\\.)*'(?=\s*:)/, 'key'],
      [/[$_\p{L}](?:[$\w\p{L}\u200C\u200D]|\\u[\da-fA-F]{4})*(?=\s*:)/u, 'key'],
      [/[{}[\]]/, '@brackets'],
      [/[,:]/, 'delimiter'],
      [/[+-]?(?:Infinity|NaN|0[xX][\da-fA-F]+)\b/, 'number'],
      [/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/, 'number'],
      [/(?:true|false|null)\b/, 'constant'],
      { include: '@strings' },
      [/[^\s{}[\],:"'/]+/, 'invalid'],
    ],
    space: [
      [/\s+/, ''],
      [/\/\/.*$/, 'comment'],
      [/\/\*/, 'comment', '@comment'],
    ],
    comment: [
      [/[^*]+/, 'comment'],
      [/\*\//, 'comment', '@pop'],
      [/\*/, 'comment'],
    ],
    strings: [
      [/"(?:[^"\\]|\\.)*$/, 'invalid'],
      [/'(?:[^'\\]|\\.)*$/, 'invalid'],
      [/"/, 'string', '@double'],
      [/'/, 'string', '@single'],
    ],
    // After the key of a text that is taken as it is.
    literal: [
      { include: '@space' },
      [/:/, 'delimiter'],
      [/"(?:[^"\\]|\\.)*$/, { token: 'invalid', next: '@pop' }],
      [/'(?:[^'\\]|\\.)*$/, { token: 'invalid', next: '@pop' }],
      [/"/, { token: 'string', switchTo: '@plainDouble' }],
      [/'/, { token: 'string', switchTo: '@plainSingle' }],
      [/(?=.)/, '', '@pop'],
    ],
    double: textRules('"', true),
    single: textRules("'", true),
    plainDouble: textRules('"', false),
    plainSingle: textRules("'", false),
  },
};

/** Brackets, comments, indentation. */
export const configuration: languages.LanguageConfiguration = {
  comments: { lineComment: '//', blockComment: ['/*', '*/'] },
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '"', close: '"' },
    { open: "'", close: "'" },
  ],
  wordPattern: /[$\w-]+/,
  indentationRules: {
    increaseIndentPattern: /^.*[{[]\s*(?:\/\/.*)?$/,
    decreaseIndentPattern: /^\s*[}\]]/,
  },
};
