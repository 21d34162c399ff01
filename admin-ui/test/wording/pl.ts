export const pl = {
  double: [
    'Jak bardzo jesteś zadowolony z ceny i jakości?', 'Czy było szybko i łatwo?', 'Czy podoba Ci się smak lub zapach?', 'Czy pijesz kawę i/lub herbatę?', 'Dla kogo to jest? I na kiedy?', 'Jak szybka była dostawa i jak miły był kierowca?', 'Jak oceniasz cenę oraz jakość?',
    'Co sądzisz o wyborze i cenach?', 'Czy strona była jasna i nowoczesna?', 'Czy smakowało Ci jedzenie i napoje?', 'Jak ważne są cena i jakość?', 'Czy smakowało i czy wrócisz?',
  ],
  leading: ['Czy nie uważasz, że jest piękny?', 'Jak wspaniała była wizyta?', 'Dlaczego kochasz naszą kawę?', 'Jest piękny, prawda?', 'Jak bardzo podobał Ci się nasz sklep?', 'Zgodzisz się, że warto?', 'Czy znasz nasze pyszne ciastka?', 'Za co uwielbiasz naszą markę?'],
  private: [
    'Czy jesteś w ciąży?', 'Czy masz alergie?', 'Czy chorujesz przewlekle?', 'Czy bierzesz leki?', 'Czy masz depresję?', 'Jakie jest Twoje wyznanie?', 'Jaka jest Twoja orientacja seksualna?', 'Czy należysz do związku zawodowego?', 'Jakie masz poglądy polityczne?', 'Na kogo głosowałeś?', 'Czy masz cukrzycę?',
  ],
  fine: [
    'Jak się o nas dowiedziałeś?', 'Herbata i ciasto: co wolisz?', 'Czy druk jest czarno i biało?', 'Czy chcesz e-mail lub SMS?', 'Wolisz kawę czy herbatę?', 'Jak bardzo jesteś zadowolony z zakupu?', 'Jak oceniasz ostatnie zakupy u nas?', 'Co możemy poprawić?', 'Czy znasz naszą politykę prywatności?',
    'Jak często kupujesz kawę i herbatę?', 'Czy polecisz nas znajomym lub rodzinie?', 'Czy zgadzasz się na kontakt?', 'Czy było szybko?', 'Czy to prezent?',
  ],
};
