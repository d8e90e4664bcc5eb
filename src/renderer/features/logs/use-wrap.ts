import { useState } from 'react';

/** Whether long lines are broken, while the page is open. */
export function useWrap(): [boolean, () => void] {
  const [isWrapped, setWrapped] = useState(false);
  return [isWrapped, () => setWrapped((before) => !before)];
}
