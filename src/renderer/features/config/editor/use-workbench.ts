import { useEffect, useState } from 'react';
import { useTopic } from '../../../state/use-topic.ts';
import { createWorkbenchLoader, type Workbench } from './monaco/workbench.ts';

/** Monaco, once it is loaded. */
export function useWorkbench(): Workbench | undefined {
  const loader = useTopic(createWorkbenchLoader);
  const [bench, setBench] = useState(loader.ready);
  useEffect(() => {
    let isGone = false;
    void loader.load().then((loaded) => {
      if (!isGone) setBench(loaded);
    });
    return () => {
      isGone = true;
    };
  }, [loader]);
  return bench;
}
