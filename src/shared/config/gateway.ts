import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';

/** Section `gateway`: where it listens and who gets in. */
export const gatewaySection = lazy(() =>
  z.object({
    port: setting(z.int().min(1).max(65_535).default(18_789), {
      title: 'Port',
      help: 'The one port for WebSocket and web interface. Changing it re-binds at once.',
      effect: 'listener',
    }),
    host: setting(z.string().min(1).default('127.0.0.1'), {
      title: 'Host',
      help: 'The address to listen on. Anything but loopback opens the gateway to a network.',
      effect: 'listener',
      advanced: true,
    }),
    name: setting(z.string().min(1).max(80).default('Home'), {
      title: 'Name',
      help: 'What this gateway is called in windows and on the map.',
      effect: 'none',
    }),
    auth: z
      .object({
        token: setting(z.string().min(16).optional(), {
          title: 'Token',
          help: 'Who knows it controls the gateway. Made on first start when it is absent.',
          effect: 'none',
          secret: true,
        }),
      })
      .prefault({}),
    allowedOrigins: setting(z.array(z.url()).default([]), {
      title: 'Allowed origins',
      help: 'Web pages of other addresses that may connect. Its own pages always may.',
      effect: 'none',
      advanced: true,
    }),
  }),
);
