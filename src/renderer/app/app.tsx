import { useStore } from 'zustand';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { useApp } from '../state/app-context.ts';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { Boundary } from './boundary.tsx';
import { Shell } from './shell.tsx';

/** The whole interface: signing in where that is needed, else the shell. */
export function App() {
  const { connection } = useApp();
  const refusal = useStore(connection, ({ phase }) =>
    phase.kind === 'refused' ? phase.error : undefined,
  );
  return (
    <Boundary>
      <TooltipProvider>{refusal ? <SignInPage refusal={refusal} /> : <Shell />}</TooltipProvider>
    </Boundary>
  );
}
