export const da = {
  double: [
    'Hvor tilfreds er du med pris og kvalitet?', 'Var det hurtigt og nemt?', 'Kan du lide smagen eller duften?', 'Drikker du kaffe og/eller te?', 'Hvem er det til? Og hvornår skal det bruges?', 'Hvor hurtig var leveringen, og hvor venlig var chaufføren?',
    'Hvad synes du om udvalget og priserne?', 'Hvordan var maden og betjeningen?', 'Hvordan vil du vurdere levering og emballage?',
  ],
  leading: ['Den er flot, ikke?', 'Hvor fantastisk var turen?', 'Hvorfor elsker du vores kaffe?', 'Er du ikke enig i, at det smager godt?', 'Hvor godt kunne du lide vores lækre kager?', 'Synes du ikke, den er flot?', 'Har du prøvet vores prisvindende te?'],
  private: ['Har du en sygdom, vi skal kende?', 'Hvilket politisk parti?', 'Er du medlem af en fagforening?', 'Er du gravid?', 'Har du haft kræft?', 'Har du en depression?', 'Hvad er din tro?', 'Hvad er din seksuelle orientering?', 'Tager du medicin?'],
  fine: [
    'Hvad hedder din hund?', 'Te og kage, hvad kan du bedst lide?', 'Er trykket i sort og hvidt?', 'Vil du gerne have e-mail eller sms?', 'Foretrækker du te eller kaffe?', 'Hvor tilfreds er du med dit køb?', 'Hvad kan vi gøre bedre?', 'Hvor ofte køber du mad og drikke?',
    'Er det til dig selv eller en anden?', 'Hvor sandsynligt er det, at du anbefaler os til en ven eller kollega?', 'Var det hurtigt?', 'Hvor hørte du om os?',
  ],
};
