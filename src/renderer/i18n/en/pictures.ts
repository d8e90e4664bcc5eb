/** Words of pictures in messages. */
export const pictures = {
  label: 'Pictures',
  toSend: 'Pictures to send',
  attach: 'Attach pictures',
  remove: 'Remove {{name}}',
  open: 'Show {{name}} large',
  loading: '{{name}} is loading',
  failed: '{{name}} could not be loaded. Try again',
  undrawable: '{{name}} can’t be shown here',
  count_one: '{{count}} picture',
  count_other: '{{count}} pictures',
  facts: '{{width}} × {{height}} · {{size}}',
  save: 'Save',
  dropHere: 'Drop pictures to attach them',
  tooMany: 'A message holds {{count}} pictures at most.',
  tooLarge:
    '{{name}} is too large ({{size}}): the pictures of a message may have {{most}} together.',
  tooManyPixels: '{{name}} has too many pixels. Make it smaller first.',
  notAPicture: '{{name}} is not a picture that can be sent: PNG, JPEG, GIF or WebP.',
  unreadable: '{{name}} could not be read.',
  lost_one:
    'The picture of this draft was not kept when the page was loaded again. Attach it once more.',
  lost_other:
    'The {{count}} pictures of this draft were not kept when the page was loaded again. Attach them once more.',
  lostUnsent_one:
    'Not sent: its picture was not kept when the page was loaded again. Take it back to attach it once more.',
  lostUnsent_other:
    'Not sent: its {{count}} pictures were not kept when the page was loaded again. Take it back to attach them once more.',
  sendWithout: 'Send without',
} as const;
