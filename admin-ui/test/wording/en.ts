export const en = {
  double: [
    'How satisfied are you with price and quality?', 'Was it fast and easy?', 'Do you like the taste or the smell?', 'Who is it for? And when is it needed?', 'Do you drink coffee and/or tea?',
    'How fast was the delivery and how friendly was the driver?', 'Are you happy with our service and our prices?', 'How would you rate our delivery and packaging?', 'Was the delivery quick and the driver polite?',
    'What do you think of our price & quality?', 'How was the food and the service?', 'How easy was it to find and order?', 'Did you enjoy the tea and the cake?', 'How and when do you drink tea?', 'Why did you leave and what would bring you back?',
    'Did you find it simple and clear?', 'Overall, was the site clear and modern?',
  ],
  leading: [
    'How amazing was your visit?', 'Why do you love our tea?', 'Don’t you agree that it is lovely?', 'How much did you enjoy our great cakes?', 'How much did you love your order?', 'It arrived in time, right?', 'Isn’t it a lovely cup?',
    'What do you love most about us?', 'How terrible was the wait?', 'Have you tried our delicious new cookies?', 'Would you agree that it is worth it?', 'Everybody loves chocolate: which do you love?', 'It was quick, wasn\'t it?',
  ],
  private: [
    'Do you have any allergies?', 'Do you have a medical condition?', 'Have you ever had cancer?', 'Do you live with HIV?', 'Do you suffer from depression?', 'What is your faith?', 'What is your religion?', 'Are you pregnant?',
    'What is your sexual orientation?', 'Are you a trade union member?', 'Who did you vote for?', 'Which political party are you closest to?', 'What is your ethnic background?', 'Are you lactose intolerant?', 'Are you bisexual?', 'Is your skin sensitive because of a chronic illness?',
  ],
  fine: [
    'Tea and cake, which do you like better?', 'Is the print in black and white?', 'Would you like email or SMS?', 'How did you hear of us?', 'Which do you like better, milk and sugar or black?', 'What should we do about bread and butter?', 'What didn’t you find?',
    'How likely are you to recommend us to a friend or colleague?', 'How satisfied are you with your order?', 'How satisfied are you with the time between order and delivery?', 'Do you like our black and white prints?', 'Do you prefer tea or coffee?',
    'Was it fast?', 'Is it for you or for somebody else?', 'What do you like about our tea and coffee?', 'How often do you shop for food and drink?', 'Are you looking for something soft and warm?', 'How good was the delivery?', 'Why did you choose us?', 'What could we do better?',
    'Do you like our healthy snacks from the European Union?', 'Is it a gift for Christiane?', 'Is the tea for you and your family?', 'Do you agree to our terms and conditions?', 'How many cups of tea and coffee a day?', 'Vote for your favourite flavour', 'Where do you use it, at home or at work?',
  ],
};
