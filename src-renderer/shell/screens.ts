import { DataAnalysis, Search, Warning } from '@element-plus/icons-vue';
import type { Component } from 'vue';
import type { ScreenName } from '../../src-shared/contract/desk-view.ts';
import QueryScreen from '../query/QueryScreen.vue';
import StatisticsScreen from '../statistics/StatisticsScreen.vue';
import TroubleScreen from '../troubles/TroubleScreen.vue';

/** What the menu leads to beside 新增, in its order: word, icon and what is shown. */
export const screens: Readonly<
  Record<ScreenName, { readonly word: string; readonly icon: Component; readonly shown: Component }>
> = {
  query: { word: '查询', icon: Search, shown: QueryScreen },
  troubles: { word: '异常单证', icon: Warning, shown: TroubleScreen },
  statistics: { word: '业务数据统计', icon: DataAnalysis, shown: StatisticsScreen },
};
