import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { config as configureZod } from 'zod';
import { App } from './app/app.tsx';
import { startApp } from './app/start-app.ts';
import { AppStateContext } from './state/app-context.ts';

// The content security policy forbids making code from text, so zod must not even try.
configureZod({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

/**
 * A function of its own, not an await of the module: the words of a language come in a chunk that may
 * need this one, and neither would ever be ready.
 */
async function show(place: HTMLElement): Promise<void> {
  const { state, i18n } = await startApp(window);
  createRoot(place).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <AppStateContext value={state}>
          <App />
        </AppStateContext>
      </I18nextProvider>
    </StrictMode>,
  );
}

void show(root);
