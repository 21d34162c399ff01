export const sv = {
  double: [
    'Hur nöjd är du med pris och kvalitet?', 'Var det snabbt och enkelt?', 'Gillar du smaken eller doften?', 'Dricker du kaffe och/eller te?', 'Vem är det till? Och när behövs det?', 'Hur snabb var leveransen och hur trevlig var föraren?',
    'Vad tycker du om sortimentet och priserna?', 'Hur var maten och servicen?', 'Vilket betyg ger du frakt och förpackning?', 'Hur viktigt är pris samt kvalitet?',
  ],
  leading: ['Tycker du inte att den är fin?', 'Hur fantastisk var resan?', 'Varför älskar du vårt kaffe?', 'Håller du med om att det är gott?', 'Hur mycket gillade du våra läckra kakor?', 'Visst är den fin?', 'Den är fin, eller hur?', 'Har du provat vårt prisbelönta te?'],
  private: ['Är du gravid?', 'Är du med i en fackförening?', 'Vilken etnisk bakgrund har du?', 'Har du någon sjukdom?', 'Har du haft cancer?', 'Lider du av depression?', 'Vad är din tro?', 'Vilken sexuell läggning har du?', 'Tar du medicin?', 'Vilket politiskt parti?'],
  fine: [
    'Hur hörde du talas om oss?', 'Te och kaka, vilket gillar du mest?', 'Är trycket i svart och vitt?', 'Vill du ha mejl eller sms?', 'Föredrar du te eller kaffe?', 'Hur nöjd är du med ditt köp?', 'Hur mår din katt?', 'Gillar du choklad till och med på morgonen?',
    'Hur troligt är det att du rekommenderar oss till en vän eller kollega?', 'Vad kan vi göra bättre?', 'Är det till dig själv eller någon annan?', 'Hur ofta köper du mat och dryck?', 'Var det snabbt?',
  ],
};
