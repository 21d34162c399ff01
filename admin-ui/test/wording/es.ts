export const es = {
  double: [
    '¿Estás satisfecho con el precio y la calidad?', '¿Fue rápido y fácil?', '¿Te gusta el sabor o el olor?', '¿Bebes café y/o té?', '¿Para quién es? ¿Y para cuándo?', '¿Cómo fue la entrega y cómo fue el conductor?', '¿Cómo valoras el envío y el embalaje?', '¿Qué te parecen el precio y la calidad?',
    '¿Qué opinas de la selección y los precios?', '¿Fue la página clara y moderna?', '¿Qué tan fácil fue buscar y comprar?', '¿Te gustó la comida y el servicio?', '¿Cómo fueron la comida y el servicio?', '¿Cómo fue la visita y volverías?',
  ],
  leading: [
    '¿Qué tan increíble fue tu visita?', '¿Por qué te encanta nuestro café?', '¿No crees que es bonito?', '¿Cuánto te gustaron nuestras galletas?', 'Es bonito, ¿verdad?', 'Llegó a tiempo, ¿no?', '¿Estás de acuerdo con que vale la pena?', '¿Has probado nuestro delicioso té?',
    '¿Has probado nuestras galletas deliciosas?', '¿Qué es lo que más te encanta de nosotros?', '¿Cuánto disfrutaste de la visita?', 'Todos adoran el chocolate, ¿cuál es el tuyo?',
  ],
  private: [
    '¿Estás embarazada?', '¿Tienes alguna alergia?', '¿Tienes alguna enfermedad?', '¿Tomas medicamentos?', '¿Has tenido cáncer?', '¿Vives con VIH?', '¿Sufres depresión?', '¿Cuál es tu fe?', '¿Cuál es tu religión?', '¿Cuál es tu orientación sexual?', '¿Estás afiliado a un sindicato?',
    '¿Cuál es tu ideología?', '¿A quién votaste?', '¿Cuál es tu origen étnico?', '¿Tienes una discapacidad?', '¿Eres diabético?',
  ],
  fine: [
    '¿Cómo nos conociste?', 'Té y pastel, ¿cuál prefieres?', '¿Es la foto en blanco y negro?', '¿Quieres correo o SMS?', '¿Te gustaría recibir correo o SMS?', '¿Prefieres té o café?', '¿Estás satisfecho con tu compra?', '¿Qué podemos mejorar?', '¿Conoces nuestra política de privacidad?',
    '¿Con qué frecuencia compras té y café?', '¿Nos recomendarías a un amigo o familiar?', '¿Es para ti o para otra persona?', '¿Qué te gusta de nuestros tés y cafés?', '¿Fue rápido?', '¿Cómo valoras el tiempo entre el pedido y la entrega?', '¿De qué raza es tu perro?', '¿Qué tal tu última compra con nosotros?',
    '¿Cuántas tazas de té y café al día?', '¿Cómo es tu piel?', '¿Estás más o menos satisfecho?',
  ],
};
