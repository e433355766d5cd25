import type { Refusal, RefusalReason } from './refusal.ts';

/** One sentence for people: why nothing was changed. It never holds text that came from a model. */
export function describeRefusal({ reason }: Refusal, file: string): string {
  return SENTENCES[reason].replaceAll('{file}', file);
}

const SENTENCES: Readonly<Record<RefusalReason, string>> = {
  empty: 'The model answered with nothing, so {file} is as it was.',
  'prose-only': 'The model answered with text and no code, so {file} is as it was.',
  'model-refused': 'The model says that it cannot do this, so {file} is as it was.',
  'cut-off': 'The answer broke off in the middle of a change, so nothing of it is proposed for {file}.',
  malformed: 'The answer is in no form that Sotto can read, so {file} is as it was.',
  'other-file': 'The answer is for other files than {file}, so nothing was changed.',
  'no-place': 'The code that the answer wants to change is not in {file}.',
  'several-places':
    'The code that the answer wants to change is in {file} more than once, and Sotto does not guess which is meant.',
  overlapping: 'Two parts of the answer change the same lines of {file}, so neither is proposed.',
  'several-answers':
    'The answer holds two versions of the same code, and Sotto does not guess which is meant for {file}.',
  'omitted-code': 'The answer leaves code out (“… existing code …”), and what belongs there in {file} is not certain.',
  'no-such-definition': 'The answer changes a definition that is not in {file}.',
  'loses-code': 'The answer would remove code of {file} that you did not ask to remove.',
  'unlike-file': 'The answer has little to do with {file}, so it is not proposed.',
  'outside-selection': 'The answer changes code outside of what you selected in {file}, so it is not proposed.',
  'file-not-empty': 'The answer is the text of a new file, and {file} has text already.',
  'deletes-file': 'The answer would delete {file}, which an edit never does.',
  placeholder: 'A secret of {file} was left out of the request, and the answer would overwrite it.',
  'parses-worse': 'With the answer {file} would have a new syntax error, so it is not proposed.',
};
