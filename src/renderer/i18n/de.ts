import type { Catalogue } from './catalogue.ts';
import { agentsPage } from './de/agents.ts';
import { channelsPage } from './de/channels.ts';
import { chat, outgoing, composer, commands, tools, markdown } from './de/chat.ts';
import { config } from './de/config.ts';
import { inspect } from './de/conversations.ts';
import { doctor } from './de/doctor.ts';
import { editing } from './de/editing.ts';
import { editor } from './de/editor.ts';
import { errors } from './de/errors.ts';
import { logs } from './de/logs.ts';
import { memoryPage } from './de/memory.ts';
import { approvals, notices, channelState } from './de/notices.ts';
import { overview } from './de/overview.ts';
import { palette } from './de/palette.ts';
import { peoplePage } from './de/people.ts';
import { pictures } from './de/pictures.ts';
import { routing } from './de/routing.ts';
import { schedulesPage } from './de/schedules.ts';
import { settings } from './de/settings.ts';
import { setup } from './de/setup.ts';
import { app, nav, connection, status, theme, language, common } from './de/shell.ts';
import { shortcuts } from './de/shortcuts.ts';
import { sessions, search } from './de/sidebar.ts';
import { signIn } from './de/sign-in.ts';
import { toolsPage } from './de/tools.ts';
import { usage } from './de/usage.ts';
import { welcome, modelGuide } from './de/welcome.ts';

/** The German catalogue. */
export const de: Catalogue = {
  app,
  nav,
  connection,
  status,
  theme,
  language,
  common,
  signIn,
  shortcuts,
  sessions,
  search,
  chat,
  outgoing,
  composer,
  commands,
  tools,
  markdown,
  pictures,
  welcome,
  modelGuide,
  approvals,
  notices,
  channelState,
  errors,
  overview,
  inspect,
  agentsPage,
  channelsPage,
  routing,
  peoplePage,
  toolsPage,
  schedulesPage,
  memoryPage,
  usage,
  logs,
  config,
  doctor,
  settings,
  setup,
  editing,
  editor,
  palette,
};
