import type { Catalogue } from '../catalogue.ts';

/** Words of signing in. */
export const signIn: Catalogue['signIn'] = {
  title: 'An diesem Gateway anmelden',
  explain:
    'Diese Seite öffnest du mit einem Link, der einmal gilt. Einen neuen bekommst du auf dem Rechner, auf dem das Gateway läuft:',
  field: 'Link oder Code',
  placeholder: 'Füge den ausgegebenen Link ein',
  submit: 'Anmelden',
  invalid: 'Das ist weder ein Link dieses Gateways noch ein Code.',
  working: 'Meldet an …',
};
