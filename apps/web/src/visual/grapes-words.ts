/** What the canvas itself says, in Japanese; English it says already. */
export const grapesWords = {
  ja: {
    domComponents: {
      names: {
        '': '要素',
        wrapper: '手紙',
        text: '文章',
        comment: 'コメント',
        image: '画像',
        link: 'リンク',
        label: 'ラベル',
      },
    },
    deviceManager: {
      device: '画面',
      devices: { desktop: 'パソコン', tablet: 'タブレット', mobilePortrait: 'スマートフォン' },
    },
    'grapesjs-mjml': {
      category: '',
      panels: {
        buttons: {
          undo: '元に戻す',
          redo: 'やり直す',
          desktop: 'パソコン',
          tablet: 'タブレット',
          mobile: 'スマートフォン',
          import: '取り込む',
        },
        import: { title: '取り込む', button: '取り込む', label: '' },
        export: { title: '書き出す' },
      },
      components: {
        names: {
          body: '手紙',
          button: 'ボタン',
          column: '段',
          oneColumn: '1 段',
          twoColumn: '2 段',
          threeColumn: '3 段',
          divider: '区切り線',
          group: 'まとまり',
          hero: '大きな画像',
          image: '画像',
          navBar: 'メニュー',
          navLink: 'メニューの項目',
          section: '区画',
          socialGroup: 'SNS',
          socialElement: 'SNS のリンク',
          spacer: '余白',
          text: '文章',
          wrapper: '囲み',
          raw: 'HTML',
        },
      },
    },
  },
};
