import type { Question } from '../survey.ts';
import { Choices } from './choices.tsx';
import { type FieldProps, numeral, type QuestionType } from './question.ts';

/** A row of whole numbers, with words for its ends. */
function Scale({ from, to, ...props }: FieldProps & { from: number; to: number }) {
  const { question, say } = props;
  const items = Array.from({ length: to - from + 1 }, (_, i) => ({ key: String(from + i), label: String(from + i) }));
  const ends = [
    [from, say(question.low)],
    [to, say(question.high)],
  ];
  const words = ends.flatMap(([end, said]) => (said ? `${end}: ${said}` : [])).join(' · ');
  return (
    <s-stack direction="block" gap="small-300">
      <Choices {...props} variant="inline" items={items} />
      {words && <s-text color="subdued">{words}</s-text>}
    </s-stack>
  );
}

const scale = (name: string, bounds: (question: Question) => [number, number]): QuestionType => ({
  name,
  Field: (props) => {
    const [from, to] = bounds(props.question);
    return <Scale {...props} from={from} to={to} />;
  },
  answer: ({ chosen: [key] }) => (key ? numeral(key) : undefined),
  words: (_, stored) => [String(Number(stored))],
});

/** A whole number on a scale, 1 to 5 unless the question says otherwise. */
export const rating = scale('rating', ({ min = 1, max = 5 }) => [min, max]);

/** 0 to 10: how likely to recommend. */
export const nps = scale('nps', () => [0, 10]);
