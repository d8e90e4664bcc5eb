import { useLayoutEffect, useRef, type ComponentProps } from 'react';
import control from './control.module.css';
import { cx } from './cx.ts';
import { Labelled, type LabelledProps } from './labelled.tsx';
import styles from './text-area.module.css';

interface TextAreaProps
  extends Omit<ComponentProps<'textarea'>, 'className' | 'id' | 'ref'>, LabelledProps {
  readonly isMono?: boolean;
}

/** Several lines to type in; it grows with what stands in it, up to half the window. */
export function TextArea({
  label,
  help,
  error,
  isLabelHidden,
  aside,
  isMono,
  ...rest
}: TextAreaProps) {
  const element = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = element.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [rest.value]);
  return (
    <Labelled {...{ label, help, error, aside }} {...(isLabelHidden ? { isLabelHidden } : {})}>
      {(ids) => (
        <textarea
          ref={element}
          rows={3}
          className={cx(control['control'], styles['area'], isMono === true && control['mono'])}
          {...ids}
          {...rest}
        />
      )}
    </Labelled>
  );
}
