/** Words of signing in. */
export const signIn = {
  title: 'Sign in to this gateway',
  explain:
    'This page is opened by a link that works once. Make a fresh one on the machine where the gateway runs:',
  field: 'Link or code',
  placeholder: 'Paste the link that was printed',
  submit: 'Sign in',
  invalid: 'That is neither a link of this gateway nor a code.',
  working: 'Signing in …',
} as const;
