import { describe, expect, test } from 'vitest';
import { describeInsecure, findInsecure, findNewInsecure } from '../../../src/core/safety/find-insecure.ts';
import { codePlaces } from '../../../src/core/syntax/code-places.ts';

const kinds = (text: string, languageId: string): readonly string[] =>
  findInsecure(text, languageId, codePlaces(text, languageId)).map(({ cwe }) => cwe);

describe('findInsecure', () => {
  test.each([
    ['python', 'q = f"SELECT a FROM b WHERE c = {d}"', 'CWE-89'],
    ['python', 'db.execute("DELETE FROM a WHERE b = %s" % c)', 'CWE-89'],
    ['java', 'st.executeQuery("SELECT a FROM b WHERE c=" + c);', 'CWE-89'],
    ['typescript', 'cp.execSync("git log " + branch);', 'CWE-78'],
    ['go', 'exec.Command("bash", "-c", command).Run()', 'CWE-78'],
    ['typescript', 'row.innerHTML = `<td>${name}</td>`;', 'CWE-79'],
    ['go', 'data, err := os.ReadFile("files/" + r.URL.Path)', 'CWE-22'],
    ['typescript', 'const resetToken = `${Math.random()}`;', 'CWE-338'],
    ['python', 'session.verify = False', 'CWE-295'],
    ['c', 'char b[8]; sprintf(b, "%s", name);', 'CWE-120'],
    ['go', 'http.Redirect(w, r, r.FormValue("to"), 302)', 'CWE-601'],
  ])('%s: %s', (languageId, text, cwe) => expect(kinds(text, languageId)).toEqual([cwe]));

  test.each([
    ['a query with its values apart', 'python', 'db.execute("SELECT a FROM b WHERE c = ?", (d,))'],
    ['a sum', 'python', 'total = "count" + name'],
    ['a matching', 'typescript', 'const found = /a/.exec(text);'],
    ['a constant', 'python', 'os.system("clear")'],
    ['fixed markup', 'typescript', "el.innerHTML = '<b>hello</b>';"],
    ['fixed markup with quotes in it', 'typescript', `el.innerHTML = '<b class="c">hello</b>';`],
    ['a function of that name', 'typescript', 'if (split) exec();'],
    ['what was sanitised', 'typescript', 'el.innerHTML = DOMPurify.sanitize(text);'],
    ['a method of that name', 'typescript', 'this.eval(node);'],
    ['a number for a game', 'typescript', 'const side = Math.random() < 0.5;'],
    ['a label', 'typescript', "const texts = { password: 'Password' };"],
    ['talk', 'python', '# os.system(command) is not for us\nnote = "pickle.loads(data)"'],
    ['a format with its value', 'c', 'printf("%s", name);'],
    ['how an object is written', 'python', "return f'<Node name={self.name!r}>'"],
    ['an address of a contract', 'typescript', "const quoteToken = '0x217a4b70';"],
    ['another language', 'go', 'pickle.loads(data)'],
  ])('says nothing of %s', (_about, languageId, text) => expect(kinds(text, languageId)).toEqual([]));

  test('takes a moment for texts that nobody writes', () => {
    const startMs = performance.now();
    for (const part of ['"+', 'execute(', 'select ', 'password="', '`${', 'a+']) {
      kinds(part.repeat(1_000), 'typescript');
      kinds(`${part.repeat(40)}\n`.repeat(100), 'python');
    }
    expect(performance.now() - startMs).toBeLessThan(3_000);
  });
});

test('a change answers for its own lines alone', () => {
  const old = 'a = eval(b)\n';
  const now = '  a = eval(b)\nc = eval(d)\n';
  const found = findNewInsecure(old, now, 'python', codePlaces(now, 'python'));
  expect(found.map(({ line }) => line)).toEqual([1]);
  expect(describeInsecure(found)).toBe('look twice at text that is run as code on line 2 (CWE-95).');
});
