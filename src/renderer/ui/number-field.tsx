import { useState } from 'react';
import { Field } from './field.tsx';
import type { LabelledProps } from './labelled.tsx';

interface NumberFieldProps extends LabelledProps {
  /** Undefined: nothing stands there, which mostly means the default. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | 'any' | undefined;
  readonly placeholder?: string | undefined;
  readonly isDisabled?: boolean;
}

/** A number. What is not one yet stands while it is typed and is not handed on. */
export function NumberField({
  value,
  onChange,
  isDisabled = false,
  step,
  ...rest
}: NumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <Field
      {...rest}
      isMono
      inputMode="decimal"
      type="number"
      step={step ?? 'any'}
      disabled={isDisabled}
      value={typed ?? (value === undefined ? '' : String(value))}
      onChange={({ target }) => {
        setTyped(target.value);
        if (target.value.trim() === '') onChange(undefined);
        else if (Number.isFinite(target.valueAsNumber)) onChange(target.valueAsNumber);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
