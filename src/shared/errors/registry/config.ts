import { defineErrors } from '../spec.ts';

/** Everything that can be wrong with the configuration. Places in a text travel beside the code. */
export const configErrors = defineErrors({
  CONFIG_TOO_LARGE: {
    kind: 'limited',
    message: 'The file is larger than {limitBytes} bytes.',
    hint: 'A configuration is small: check that this is the right file, and move long texts out of it.',
  },
  CONFIG_TOTAL_TOO_LARGE: {
    kind: 'limited',
    message: 'The files together are larger than {limitBytes} bytes.',
    hint: 'Remove includes that are not needed.',
  },
  CONFIG_TOO_MANY_FILES: {
    kind: 'limited',
    message: 'More than {limit} files are included.',
    hint: 'Join small files, or remove includes that are not needed.',
  },
  CONFIG_TOO_DEEP: {
    kind: 'limited',
    message: 'Brackets are nested more than {limit} levels deep.',
    hint: 'Look for brackets that are opened here and not closed.',
  },
  CONFIG_NOT_UTF8: {
    kind: 'invalid',
    message: 'The file is not UTF-8 text{detail}.',
    hint: 'Save it again as UTF-8.',
  },
  CONFIG_UNREADABLE: {
    kind: 'refused',
    message: 'The file cannot be read: {reason}',
    hint: 'Check that it is a plain file and that this user may read it.',
  },
  CONFIG_UNWRITABLE: {
    kind: 'refused',
    message: 'The file cannot be written: {reason}',
    hint: 'Check the space on the disk and that this user may write there.',
  },
  CONFIG_EMPTY: {
    kind: 'invalid',
    message: 'The file is empty.',
    hint: 'Write {} for a configuration without settings, or remove the file.',
  },
  CONFIG_ROOT_NOT_OBJECT: {
    kind: 'invalid',
    message: 'The configuration must be an object, but {found} stands here.',
    hint: 'Put everything between { and }.',
  },
  CONFIG_CHARACTER: {
    kind: 'invalid',
    message: 'The character {found} does not belong here.',
    hint: 'Remove it, or put the text it belongs to in quotes.',
  },
  CONFIG_SMART_QUOTE: {
    kind: 'invalid',
    message: 'The typographic quote {found} does not begin a text.',
    hint: 'Use the plain quotes " or \'.',
  },
  CONFIG_HASH_COMMENT: {
    kind: 'invalid',
    message: 'A comment does not begin with #.',
    hint: 'Begin the comment with //.',
  },
  CONFIG_COMMENT_OPEN: {
    kind: 'invalid',
    message: 'The comment that begins here has no end.',
    hint: 'Close it with */.',
  },
  CONFIG_STRING_OPEN: {
    kind: 'invalid',
    message: 'The text that begins here has no closing quote on its line.',
    hint: 'Close the quote; to go on in the next line, end the line with a backslash.',
  },
  CONFIG_ESCAPE_INVALID: {
    kind: 'invalid',
    message: 'This backslash does not begin a valid escape.',
    hint: 'For a plain backslash write two of them.',
  },
  CONFIG_NUMBER_INVALID: {
    kind: 'invalid',
    message: '{found} is not a number.',
    hint: 'Write it with digits only, such as 12 or 1.5, or put it in quotes.',
  },
  CONFIG_WORD_UNQUOTED: {
    kind: 'invalid',
    message: 'The text {found} is not in quotes.',
    hint: 'Write it as "{found}".',
  },
  CONFIG_VALUE_MISSING: {
    kind: 'invalid',
    message: 'A value is expected here, but {found} stands here.',
    hint: 'Add the value, or remove what is left over.',
  },
  CONFIG_KEY_EXPECTED: {
    kind: 'invalid',
    message: 'The name of a setting is expected here, but {found} stands here.',
    hint: 'Write it as name: value.',
  },
  CONFIG_KEY_UNQUOTED: {
    kind: 'invalid',
    message: 'The name {key} needs quotes: {sign} is not allowed there without them.',
    hint: 'Write "{key}": …',
  },
  CONFIG_KEY_FORBIDDEN: {
    kind: 'invalid',
    message: 'The name {key} is not allowed.',
    hint: 'Choose another name.',
  },
  CONFIG_COLON_MISSING: {
    kind: 'invalid',
    message: 'After {key} a colon is expected, but {found} stands here.',
    hint: 'Write it as {key}: value.',
  },
  CONFIG_COMMA_MISSING: {
    kind: 'invalid',
    message: 'A comma is missing before {found}.',
    hint: 'Put a comma after the value before it.',
  },
  CONFIG_BRACKET_OPEN: {
    kind: 'invalid',
    message: 'The {open} here is never closed.',
    hint: 'Add the closing bracket where its content ends.',
  },
  CONFIG_BRACKET_WRONG: {
    kind: 'invalid',
    message: '{found} does not close the {open} of line {openLine}.',
    hint: 'Close the brackets in the order in which they were opened.',
  },
  CONFIG_TEXT_AFTER_END: {
    kind: 'invalid',
    message: 'After the end of the configuration stands {found}.',
    hint: 'Remove it, or move it between the outer { and }.',
  },
  CONFIG_KEY_DUPLICATE: {
    kind: 'conflict',
    message: '"{key}" is written twice; the first one is in line {firstLine}.',
    hint: 'Keep one of the two, or join them.',
  },
  CONFIG_INCLUDE_INVALID: {
    kind: 'invalid',
    message: '$include is neither the name of a file nor a list of names.',
    hint: 'Write it as $include: "./file.json5" or $include: ["./a.json5", "./b.json5"].',
  },
  CONFIG_INCLUDE_MISSING: {
    kind: 'missing',
    message: 'The included file {name} does not exist.',
    hint: 'Create it, or mend the name; it is relative to the file that includes it.',
  },
  CONFIG_INCLUDE_OUTSIDE: {
    kind: 'refused',
    message: 'The included file {name} lies outside the folder of the configuration.',
    hint: 'Move it into the folder of the configuration; links out of it are not followed.',
  },
  CONFIG_INCLUDE_CYCLE: {
    kind: 'invalid',
    message: 'The include goes round in a circle: {chain}',
    hint: 'Remove one of these includes.',
  },
  CONFIG_INCLUDE_DEPTH: {
    kind: 'limited',
    message: 'Includes are nested more than {limit} levels deep.',
    hint: 'Include the files from a higher level.',
  },
  CONFIG_INCLUDE_UNPARSABLE: {
    kind: 'invalid',
    message: 'The included file {name} cannot be read: {reason}',
    hint: '{fix}',
  },
  CONFIG_INCLUDE_NOT_OBJECT: {
    kind: 'invalid',
    message: '{name} is not an object and cannot be merged with other settings.',
    hint: 'Put its content between { and }, or include it without settings beside it.',
  },
  CONFIG_VARIABLE_MISSING: {
    kind: 'missing',
    message: 'The environment variable {name} is not set.',
    hint: 'Set it where OpenClaw is started, or write it to the file .env in {stateDir}; a plain dollar is written $$.',
  },
  CONFIG_SECRET_MISSING: {
    kind: 'missing',
    message: 'There is no secret named {name}.',
    hint: 'Store the secret first, or mend its name.',
  },
  CONFIG_DOTENV_UNREADABLE: {
    kind: 'refused',
    message: 'The file .env cannot be used: {reason}',
    hint: 'It holds lines of the form NAME=value in UTF-8.',
  },
  CONFIG_VALUE_INVALID: {
    kind: 'invalid',
    message: '{path} is not valid: {reason}',
    hint: '{fix}',
  },
  CONFIG_VALUE_REQUIRED: {
    kind: 'invalid',
    message: '{path} is missing.',
    hint: 'Add it: {fix}',
  },
  CONFIG_KEY_UNKNOWN: {
    kind: 'invalid',
    message: 'There is no setting {path}.',
    hint: 'It is kept and has no effect; the settings here are {known}.',
  },
  CONFIG_KEY_TYPO: {
    kind: 'invalid',
    message: 'There is no setting {path}.',
    hint: 'Did you mean "{suggestion}"? It is kept and has no effect.',
  },
  CONFIG_NAME_INVALID: {
    kind: 'invalid',
    message: '"{name}" cannot be the name of {kind}.',
    hint: 'Use up to 64 letters, digits, - and _, beginning with a letter or a digit.',
  },
  CONFIG_CHANNEL_TYPE_UNKNOWN: {
    kind: 'missing',
    message: 'There is no messenger "{type}".',
    hint: '{fix}',
  },
  CONFIG_AGENT_UNKNOWN: {
    kind: 'missing',
    message: 'There is no agent "{agent}".',
    hint: '{fix}',
  },
  CONFIG_AGENT_OFF: {
    kind: 'missing',
    message: 'The agent "{agent}" is named here but is off.',
    hint: 'Mend or enable that agent, or name another one.',
  },
  CONFIG_CHANNEL_UNKNOWN: {
    kind: 'missing',
    message: 'There is no channel "{channel}".',
    hint: '{fix}',
  },
  CONFIG_PROVIDER_UNKNOWN: {
    kind: 'missing',
    message: 'The model {model} names the provider "{provider}", which does not exist.',
    hint: '{fix}',
  },
  CONFIG_PROVIDER_ADDRESS_MISSING: {
    kind: 'missing',
    message: 'The provider "{provider}" has no address.',
    hint: 'Add baseUrl, such as "http://127.0.0.1:11434/v1".',
  },
  CONFIG_TOKEN_SHARED: {
    kind: 'conflict',
    message: 'The channels {other} and {channel} use the same token.',
    hint: 'Give each channel a bot of its own; a messenger lets only one of them read.',
  },
  CONFIG_DEFAULT_TWICE: {
    kind: 'conflict',
    message: '"{agent}" is marked as default, but "{first}" already is.',
    hint: 'Leave default: true at one of them; "{first}" answers for now.',
  },
  CONFIG_CONFLICT: {
    kind: 'conflict',
    message: 'The configuration was changed meanwhile.',
    hint: 'Read it again and repeat the change.',
  },
  CONFIG_SECRET_CHANGED: {
    kind: 'conflict',
    message: 'Somebody else changed the secret at {path} meanwhile.',
    hint: 'Decide which of the two is to stand: yours, or the one that was saved.',
  },
  CONFIG_UNDO_CONFLICT: {
    kind: 'conflict',
    message: 'This cannot be taken back: {path} was changed again since.',
    hint: 'Change it by hand, or bring back a whole version from the history.',
  },
  CONFIG_FILE_GONE: {
    kind: 'missing',
    message:
      'The file of the configuration is gone; version {version} is the last one that was seen.',
    hint: 'Bring it back with "openclaw config restore {version}", or start anew by saving any setting.',
  },
  CONFIG_DOTS_LEFT: {
    kind: 'invalid',
    message: 'The text shows dots where a secret belongs, and the secret is not known.',
    hint: 'Write the secret itself, or better the name of an environment variable such as $MY_TOKEN.',
  },
  CONFIG_BASE_MISSING: {
    kind: 'invalid',
    message: 'The change does not say on which state it is based.',
    hint: 'Read the configuration first and pass its hash as baseHash.',
  },
  CONFIG_WRITE_LOSES_MOST: {
    kind: 'refused',
    message: 'The file would shrink from {beforeBytes} to {afterBytes} bytes.',
    hint: 'If that is what you want, write it again with force.',
  },
  CONFIG_WRITE_INVALID: {
    kind: 'invalid',
    message: 'The change would bring a new error: {reason}',
    hint: '{fix}',
  },
  CONFIG_FILE_UNKNOWN: {
    kind: 'missing',
    message: '{file} is not part of the configuration.',
    hint: 'Name the root or one of its included files.',
  },
  CONFIG_PATH_INVALID: {
    kind: 'invalid',
    message: '"{path}" is not a path of a setting.',
    hint: 'Write it like agents.assistant.model.',
  },
  CONFIG_PATH_MISSING: {
    kind: 'missing',
    message: 'There is nothing at {path}.',
    hint: 'Look at the names above it; "openclaw config get" shows all.',
  },
  CONFIG_EDIT_IMPOSSIBLE: {
    kind: 'refused',
    message: '{path} cannot be changed by the program: {reason}',
    hint: 'Change it in the file itself.',
  },
  CONFIG_EDIT_INVALID: {
    kind: 'invalid',
    message: 'The change is not valid: {reason}',
    hint: 'Compare it with the reference of config.edit.',
  },
  CONFIG_UNPARSABLE: {
    kind: 'conflict',
    message: 'The configuration has to be mended first: {reason}',
    hint: '{fix}',
  },
  CONFIG_READ_ONLY: {
    kind: 'refused',
    message: '{file} is read-only.',
    hint: 'Make the file writable if it should be changed here, or change it where it is made.',
  },
  CONFIG_SECRET_NAME_TAKEN: {
    kind: 'conflict',
    message: 'There is another secret called {name} already.',
    hint: 'Choose another name.',
  },
  CONFIG_SECRET_NOT_OPEN: {
    kind: 'missing',
    message: 'No secret stands openly at {path}.',
    hint: 'It may be in its place already: read the configuration again.',
  },
  CONFIG_SECRET_UNSUITABLE: {
    kind: 'refused',
    message: 'The secret at {path} cannot be moved there: {reason}',
    hint: 'Choose the secret store, or move it by hand.',
  },
  CONFIG_SECRETS_UNREADABLE: {
    kind: 'conflict',
    message: 'The file of the secrets cannot be understood, so nothing was written to it.',
    hint: 'Mend secrets.json in the folder "credentials": names and texts in plain JSON.',
  },
  CONFIG_SECRETS_FULL: {
    kind: 'limited',
    message: 'There are {limit} secrets already.',
    hint: 'Remove those that nothing uses any more.',
  },
  CONFIG_HISTORY_MISSING: {
    kind: 'missing',
    message: 'There is no version {version} in the history.',
    hint: '"openclaw config history" lists the versions that are kept.',
  },
  CONFIG_USING_HISTORY: {
    kind: 'invalid',
    message: 'The configuration cannot be used; version {version} of the history runs instead.',
    hint: 'Mend the file, or go back with "openclaw config restore {version}".',
  },
  CONFIG_USING_DEFAULTS: {
    kind: 'invalid',
    message: 'The configuration cannot be used; the defaults run instead.',
    hint: 'Mend the file; it is applied as soon as it is saved.',
  },
});
