import { defineErrors } from '../spec.ts';

/** What can go wrong with extensions and skills. */
export const extensionsErrors = defineErrors({
  EXTENSION_UNKNOWN: {
    kind: 'missing',
    message: 'There is no extension "{name}".',
    hint: '"openclaw extensions list" shows those that are there.',
  },
  EXTENSION_NAME_INVALID: {
    kind: 'invalid',
    message: '"{name}" can\'t be the name of an extension.',
    hint: 'Use letters, digits, "-" and "_", beginning with a letter; at most 40 of them.',
  },
  EXTENSION_EXISTS: {
    kind: 'conflict',
    message: 'There is a folder "{folder}" already.',
    hint: 'Choose another name, or remove the folder first.',
  },
  EXTENSION_MANIFEST_INVALID: {
    kind: 'invalid',
    message: 'The manifest of "{name}" is not valid at {path}: {reason}',
    hint: '{fix}',
  },
  EXTENSION_CODE_INVALID: {
    kind: 'invalid',
    message: 'The code of "{name}" can\'t be used: {reason}',
    hint: '{fix}',
  },
  EXTENSION_TOOL_TAKEN: {
    kind: 'conflict',
    message: 'The extension "{name}" has a tool "{tool}", which {owner} has already.',
    hint: 'Give the tool another name in extension.json5.',
  },
  EXTENSION_NOT_APPROVED: {
    kind: 'refused',
    message: 'The extension "{name}" waits for your approval: it wants {wants}.',
    hint: 'Read its manifest, then: openclaw extensions approve {name}',
  },
  EXTENSION_PERMISSIONS_CHANGED: {
    kind: 'conflict',
    message: 'The extension "{name}" asks for other permissions now than those you saw.',
    hint: 'Look at them again: openclaw extensions list',
  },
  EXTENSION_BROKEN: {
    kind: 'internal',
    message: 'The extension "{name}" failed in {tool}: {reason}',
    hint: 'Try another way, or say that it did not work.',
  },
  EXTENSION_RESULT_INVALID: {
    kind: 'internal',
    message:
      'The tool {tool} of the extension "{name}" returned nothing that can be used: {reason}',
    hint: 'It must return a text, or data that can be written as JSON.',
  },
  EXTENSION_NOT_GRANTED: {
    kind: 'refused',
    message: 'The extension "{name}" may not reach {what}.',
    hint: 'Add it to "permissions" in extension.json5, and approve it again.',
  },
  EXTENSION_SECRET_MISSING: {
    kind: 'missing',
    message: 'There is no secret "{secret}" for the extension "{name}".',
    hint: 'Put it into credentials/secrets.json or into .env, both in the state directory.',
  },
  EXTENSION_CALL_INVALID: {
    kind: 'invalid',
    message: 'host.{call} was called with something else than it takes: {reason}',
    hint: 'See host.d.ts in the folder of the extension.',
  },
  EXTENSION_TOO_MUCH: {
    kind: 'limited',
    message: '{what} is more than an extension may have ({limit}).',
    hint: 'Work with less at once.',
  },
  SKILL_UNKNOWN: {
    kind: 'missing',
    message: 'There is no skill "{name}".',
    hint: 'The skills are {known}.',
  },
  SKILL_INVALID: {
    kind: 'invalid',
    message: 'The skill "{name}" can\'t be used: {reason}',
    hint: 'SKILL.md begins with a line "---", then name and description, then a line "---".',
  },
});
