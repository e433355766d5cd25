import type { OfferedRules } from '../../core/rules/offer-rules.ts';
import type { ProjectRules } from '../project-rules.ts';
import type { ContextItem } from './ask-instruction.ts';
import type { EditTarget } from './edit-target.ts';

/** The project's rules in the list of what goes along: each a row that lets it, or no longer. */
export async function rulesRows({ document }: EditTarget, rules: ProjectRules): Promise<readonly ContextItem[]> {
  const rows = async (): Promise<readonly ContextItem[]> => (await rules.offered(document.uri)).map(row);
  const row = (offered: OfferedRules): ContextItem => {
    const { file, consent, hidden } = offered;
    const isGiven = consent === 'given';
    const note = `${hidden.length > 0 ? 'with characters that nobody sees; ' : ''}${CONSENT[consent]}`;
    return {
      id: file.key,
      label: file.name,
      description: note,
      icon: isGiven ? 'check' : 'circle-outline',
      async choose() {
        await rules.setConsent(offered, !isGiven);
        return (await rows()).find(({ id }) => id === file.key);
      },
    };
  };
  return rows();
}

const CONSENT: Readonly<Record<OfferedRules['consent'], string>> = {
  asked: 'rules of this project, not sent; Enter lets them go along',
  'asked-again': 'rules, not sent: they have changed; Enter lets them go along',
  given: 'rules of this project, sent until they change; Enter leaves them out',
};
