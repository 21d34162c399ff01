export const sl = {
  double: [
    'Kako ste zadovoljni s ceno in kakovostjo?', 'Je bilo hitro in enostavno?', 'Ali vam je všeč okus ali vonj?', 'Ali pijete kavo in/ali čaj?', 'Za koga je? In kdaj ga potrebujete?', 'Kako hitra je bila dostava in kako prijazen je bil voznik?', 'Kako ocenjujete ceno in kakovost?',
    'Kaj mislite o izbiri in cenah?', 'Ali je stran jasna in sodobna?', 'Kako pomembni sta cena in kakovost?',
  ],
  leading: ['Ali se ne strinjate, da je lep?', 'Kako čudovit je bil obisk?', 'Zakaj obožujete našo kavo?', 'Lepa je, kajne?', 'Kako zelo vam je bila všeč naša trgovina?', 'Se strinjate, da se splača?', 'Ste poskusili naše odlične piškote?', 'Mar ni lepa?'],
  private: ['Ali ste noseči?', 'Imate alergijo?', 'Imate kronično bolezen?', 'Jemljete zdravila?', 'Trpite za depresijo?', 'Kakšna je vaša vera?', 'Kakšna je vaša spolna usmerjenost?', 'Ste član sindikata?', 'Kakšno je vaše politično prepričanje?', 'Koga ste volili?', 'Imate sladkorno bolezen?'],
  fine: [
    'Kako ste izvedeli za nas?', 'Čaj in torta: kaj imate raje?', 'Je tisk v črni in beli barvi?', 'Želite e-pošto ali SMS?', 'Imate raje čaj ali kavo?', 'Kako ste zadovoljni z nakupom?', 'Kaj lahko izboljšamo?', 'Poznate našo politiko zasebnosti?', 'Kako pogosto kupujete čaj in kavo?',
    'Bi nas priporočili prijateljem ali sodelavcem?', 'Je za vas ali za koga drugega?', 'Je bilo hitro?', 'Kako ste zadovoljni s časom med naročilom in dostavo?', 'Kaj vam je všeč pri nas?',
  ],
};
